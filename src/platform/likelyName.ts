import { distance } from 'fastest-levenshtein';
import { nearestNames } from '../errors.ts';
import { fileEnding, fileName, folderOf } from './files.ts';
import { inNode, nodeModule } from './node.ts';

/**
 * The name that was probably meant among names that were not made for this place: variables, files of a folder. Some are like each other by chance, so that no more than a third
 * of the letters may differ, an ending that both have not counted, unless one begins the other or letters changed places.
 */
export function likelyName(name: string, known: readonly string[]): string | undefined {
  const given = name.toLowerCase();
  return nearestNames(name, known).find(each => isLikely(given, each.toLowerCase()));
}

function isLikely(name: string, known: string): boolean {
  const ending = fileEnding(name) === fileEnding(known) ? fileEnding(name) : '';
  const [given, other] = [fileName(name, ending), fileName(known, ending)];
  return known.startsWith(name) || sorted(given) === sorted(other) || distance(given, other) * 3 <= Math.max(given.length, other.length);
}

function sorted(text: string): string {
  return [...text].sort().join('');
}

/** The file beside one that is not there that was probably meant. None in a browser, and where there is no such folder. */
export function likelyFile(file: string): string | undefined {
  if (!inNode()) return undefined;
  const { readdirSync, statSync } = nodeModule('node:fs');
  const [folder, name] = [folderOf(file), fileName(file)];
  const isFolder = statSync(folder, { throwIfNoEntry: false })?.isDirectory() === true;
  return isFolder ? likelyName(name, readdirSync(folder).filter(each => each !== name)) : undefined;
}
