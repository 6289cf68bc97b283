import { ConfigError } from '../errors.ts';
import { codeOf, makeFolder } from '../platform/files.ts';
import { nodeModule } from '../platform/node.ts';

/** A new folder for what a run writes: `NAME-1`, `NAME-2`, …. An existing one is never written to. */
export class RunFolder {
  readonly path: string;

  private constructor(path: string) {
    this.path = path;
  }

  /** Makes the next free folder under `root`. Throws a ConfigError where it cannot be written to. */
  static async create(root: string, name: string): Promise<RunFolder> {
    try {
      makeFolder(root);
      for (let number = await nextNumber(root, name); ; number++) {
        const path = joined(root, `${name}-${number}`);
        if (await madeNew(path)) return new RunFolder(path);
      }
    } catch (error) {
      throw new ConfigError('the run folder cannot be made', { where: root, got: error instanceof Error ? error.message : String(error), next: 'name a folder that can be written to in `output`' }, { cause: error });
    }
  }

  write(file: string, content: string | Uint8Array): Promise<void> {
    return files().writeFile(joined(this.path, file), content);
  }

  append(file: string, line: string): Promise<void> {
    return files().appendFile(joined(this.path, file), line);
  }
}

const files = () => nodeModule('node:fs/promises');
const joined = (folder: string, file: string) => nodeModule('node:path').join(folder, file);

/** False where the folder exists: another run took the number in the meantime. */
async function madeNew(path: string): Promise<boolean> {
  try {
    await files().mkdir(path);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
}

async function nextNumber(root: string, name: string): Promise<number> {
  const numbers = (await files().readdir(root)).map(entry => (entry.startsWith(`${name}-`) ? Number(entry.slice(name.length + 1)) : 0));
  return Math.max(0, ...numbers.filter(Number.isInteger)) + 1;
}
