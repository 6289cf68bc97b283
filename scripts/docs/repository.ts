import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the repository. */
export const root = fileURLToPath(new URL('../..', import.meta.url));

/** Whether there is such a file or folder in the repository. */
export function isThere(path: string): boolean {
  return !path.startsWith('..') && existsSync(join(root, path));
}

export function isFolder(path: string): boolean {
  return isThere(path) && statSync(join(root, path)).isDirectory();
}

export function namesIn(folder: string): readonly string[] {
  return isFolder(folder) ? readdirSync(join(root, folder)).sort() : [];
}

export function textOf(path: string): string {
  return readFileSync(join(root, path), 'utf8');
}
