import { inNode, nodeModule } from './node.ts';

/** A file's path from the root, or in a browser its address; a relative one starts at `folder`. */
export function resolvePath(folder: string, file = ''): string {
  if (inNode()) return nodeModule('node:path').resolve(folder, file);
  const { location } = globalThis as { readonly location?: { readonly href: string } };
  return new URL(file, new URL(folder === '' ? './' : `${folder.replace(/\/$/u, '')}/`, location?.href)).href;
}

/** The last part of a path or address, without `ending` where it has it. */
export function fileName(path: string, ending = ''): string {
  const name = path.split(separators).at(-1) ?? '';
  return ending !== '' && name !== ending && name.endsWith(ending) ? name.slice(0, -ending.length) : name;
}

/** What a file's name ends with, from its last dot on: `.json`. Empty where there is no dot but a leading one. */
export function fileEnding(path: string): string {
  const name = fileName(path);
  const dot = name.lastIndexOf('.');
  return dot > 0 ? name.slice(dot) : '';
}

/** The folder that a file lies in. */
export function folderOf(path: string): string {
  return inNode() ? nodeModule('node:path').dirname(path) : new URL('.', resolvePath('', path)).href;
}

/**
 * Makes a folder and those around it that are not there. Level by level: where a file system takes no folders, as /proc, Node's own recursion may not end.
 * Throws what Node throws, or an Error where no folder can be made.
 */
export function makeFolder(path: string): void {
  const { existsSync, mkdirSync, statSync } = nodeModule('node:fs');
  const outer = folderOf(path);
  if (existsSync(path)) {
    if (statSync(path).isDirectory()) return;
    throw new Error(`${path} is a file, not a folder`);
  }
  if (outer !== path) makeFolder(outer);
  try {
    mkdirSync(path);
  } catch (error) {
    if (existsSync(path)) return;
    throw codeOf(error) === 'ENOENT' ? new Error(`no folder can be made in ${outer}`, { cause: error }) : error;
  }
}

/** The code of an error of Node's, `ENOENT` for example. */
export function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}

/** A whole file; in a browser it is fetched. Throws what Node or the browser throws, or an Error for an answer other than success. */
export async function readFile(path: string): Promise<Uint8Array> {
  if (inNode()) return nodeModule('node:fs/promises').readFile(path);
  const answer = await fetch(path);
  if (!answer.ok) throw new Error(`the server answers ${answer.status} ${answer.statusText}`);
  return new Uint8Array(await answer.arrayBuffer());
}

const separators = /[\\/]/u;
