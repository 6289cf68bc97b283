import { DataError } from '../errors.ts';
import { codeOf, folderOf, readFile, resolvePath } from '../platform/files.ts';
import { likelyFile } from '../platform/likelyName.ts';
import { inNode, nodeModule } from '../platform/node.ts';
import type { LoadContext } from './dataset.ts';

/** A file's bytes, and its name for errors. */
export interface SourceFile {
  readonly source: string;
  readonly bytes: Uint8Array;
}

/**
 * Reads a whole file; in a browser it is fetched. A gzip file, known by its first two bytes, is unpacked.
 *
 * Throws a DataError where the file is missing, cannot be read, or is a damaged gzip file.
 */
export async function readBytes(file: string, { folder }: LoadContext): Promise<SourceFile> {
  const path = resolvePath(folder, file);
  const source = shownPath(path);
  const bytes = await readFile(path).catch((error: unknown) => { throw unreadable(error, path, source, folder); });
  return { source, bytes: bytes[0] === 0x1f && bytes[1] === 0x8b ? await unpack(bytes, source) : bytes };
}

/** The path from the working directory where it lies below it, else the whole path. */
function shownPath(path: string): string {
  if (!inNode()) return path;
  const fromHere = nodeModule('node:path').relative(process.cwd(), path);
  return fromHere === '' || fromHere.startsWith('..') ? path : fromHere;
}

async function unpack(bytes: Uint8Array, source: string): Promise<Uint8Array> {
  const unpacked = new Blob([Uint8Array.from(bytes)]).stream().pipeThrough(new DecompressionStream('gzip'));
  return new Response(unpacked).arrayBuffer().then(buffer => new Uint8Array(buffer), (error: unknown) => {
    throw new DataError('the gzip file is damaged', {
      where: source,
      got: `${bytes.length} bytes: ${messageOf(error)}`,
      expected: 'a whole gzip file',
      next: 'fetch the file again',
    }, { cause: error });
  });
}

function unreadable(error: unknown, path: string, source: string, start: string): DataError {
  if (codeOf(error) !== 'ENOENT') return new DataError('the file cannot be read', { where: source, got: messageOf(error) }, { cause: error });
  const folder = folderOf(path);
  return new DataError('there is no such file', {
    where: source,
    got: nodeModule('node:fs').existsSync(folder) ? undefined : `no folder ${folder}`,
    nearest: likelyFile(path),
    next: `correct the path: a relative one starts at ${resolvePath(start)}`,
  }, { cause: error });
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
