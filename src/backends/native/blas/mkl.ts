import type { ForeignLibrary, OpenLibrary } from './foreignLibrary.ts';
import type { Vendor } from './vendor.ts';

/** Intel's MKL. Its number of threads is set for the calling thread. */
export const mkl: Vendor = {
  name: 'MKL',
  marker: 'MKL_Get_Version_String',
  describe({ library, addressOf }) {
    const text = new Uint8Array(200);
    library.declare('void', 'MKL_Get_Version_String', ['uintptr_t', 'int'])(addressOf(text), text.length - 1);
    const set = library.declare('int', 'MKL_Set_Num_Threads_Local', ['int']);
    const get = library.declare('int', 'MKL_Get_Max_Threads', []);
    return {
      version: /Version ([\d.]+)/.exec(new TextDecoder().decode(text))?.[1],
      kernel: undefined,
      setThreads(count) {
        set(count);
        return Number(get());
      },
    };
  },
};

const layers = { sequential: 1, gnu: 3 };
const integers32 = 0;

/**
 * Chooses MKL's layers before its first call, unless the user's variables do: integers of 32 bits, and threads by GNU's OpenMP where it is installed, else none. The default, Intel's
 * OpenMP, ends the process where it is not loaded already.
 */
export function chooseMklLayers(library: ForeignLibrary, open: OpenLibrary, environment: NodeJS.ProcessEnv): void {
  if (!library.has(mkl.marker)) return;
  if (environment['MKL_INTERFACE_LAYER'] === undefined) library.declare('int', 'MKL_Set_Interface_Layer', ['int'])(integers32);
  if (environment['MKL_THREADING_LAYER'] !== undefined) return;
  library.declare('int', 'MKL_Set_Threading_Layer', ['int'])(opens(open, 'libgomp.so.1') ? layers.gnu : layers.sequential);
}

function opens(open: OpenLibrary, name: string): boolean {
  try {
    open(name);
    return true;
  } catch {
    return false;
  }
}
