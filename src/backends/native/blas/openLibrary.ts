import { nodeModule } from '../../../platform/node.ts';
import type { ForeignLibrary, OpenLibrary } from './foreignLibrary.ts';
import type { Koffi } from './loadKoffi.ts';
import type { SystemLibrary } from './systemLibrary.ts';

/** Opens shared libraries through koffi. Where the C library is at hand, they stay in the process until it ends. */
export function libraryOpener(koffi: Koffi, system: SystemLibrary | undefined): OpenLibrary {
  return library => {
    const handle = koffi.load(library);
    system?.pin(library);
    const addressOf = (name: string): bigint | undefined => {
      try {
        return BigInt(handle.symbol(name));
      } catch {
        return undefined;
      }
    };
    return {
      has: name => addressOf(name) !== undefined,
      declare: (result, name, parameters) => handle.func(name, result, [...parameters]),
      fileOf: name => followed(system?.fileAt(addressOf(name) ?? 0n)),
    } satisfies ForeignLibrary;
  };
}

function followed(file: string | undefined): string | undefined {
  try {
    return file === undefined ? undefined : nodeModule('node:fs').realpathSync(file);
  } catch {
    return file;
  }
}
