import { ConfigError } from '../errors.ts';
import { codeOf, folderOf, makeFolder, resolvePath } from '../platform/files.ts';
import { nodeModule } from '../platform/node.ts';

/** Writes a file of a report, and makes its folder. Throws a ConfigError where it cannot be written. */
export async function written(file: string, content: string | Uint8Array): Promise<void> {
  const path = resolvePath('', file);
  try {
    makeFolder(folderOf(path));
    await nodeModule('node:fs/promises').writeFile(path, content);
  } catch (error) {
    const reason = codeOf(error) ?? (error instanceof Error ? error.message : String(error));
    throw new ConfigError('the report cannot be written', { where: file, got: String(reason), next: 'name a file in a folder that you may write to' }, { cause: error });
  }
}
