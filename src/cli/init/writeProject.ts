import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ConfigError } from '../../errors.ts';
import { prepareFolder } from '../reportFiles.ts';

/** Files by their paths in the project. */
export type ProjectFiles = Readonly<Record<string, string>>;

/** Throws a ConfigError where one of these files is there already. */
export function requireNew(folder: string, paths: readonly string[]): void {
  const there = paths.filter(path => existsSync(join(folder, path)));
  if (there.length === 0) return;
  throw new ConfigError('nothing is written over what is there', { where: folder, got: there.join(', '), expected: 'a folder without these files', next: 'name another folder, or remove them' });
}

/** Writes all files or none. Throws a ConfigError where one is there already, or none can be written. */
export async function writeProject(folder: string, files: ProjectFiles): Promise<void> {
  requireNew(folder, Object.keys(files));
  await prepareFolder('the folder', folder);
  const written: string[] = [];
  try {
    for (const [path, content] of Object.entries(files)) written.push(writeNew(join(folder, path), content));
  } catch (error) {
    for (const path of written) rmSync(path);
    throw new ConfigError('the project cannot be written', { where: folder, got: error instanceof Error ? error.message : String(error), next: 'name another folder' }, { cause: error });
  }
}

function writeNew(path: string, content: string): string {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content, { flag: 'wx' });
  return path;
}
