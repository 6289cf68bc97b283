import { nearby } from './nearby.ts';
import { sourceFile } from './sourceFile.ts';
import type { SourceFile } from './sourceFile.ts';

/** How far options that files share may lie from their use. */
const depth = 3;

/** The comment above an option in the schema of some files, or above the constant that is its schema, there or in what they import; undefined where there is none. */
export function optionComment(files: readonly string[], key: string): string | undefined {
  for (const file of nearby(files, depth)) {
    const words = file.keys.get(key) ?? constantComment(file, key);
    if (words !== undefined) return asLine(words);
  }
  return undefined;
}

/** `reduction: reductionOption` is documented where `reductionOption` is. */
function constantComment(file: SourceFile, key: string): string | undefined {
  const value = new RegExp(String.raw`(?:^|[{,])\s*${key}(?:: (.*)|,)`, 'mu').exec(file.text);
  const names = value === null ? [] : (value[1] ?? key).match(/\w+/gu) ?? [];
  const files = [file, ...file.imports.filter(path => !path.includes('/components/')).flatMap(path => sourceFile(path) ?? [])];
  return names.flatMap(name => files.flatMap(({ constants }) => constants.get(name) ?? []))[0];
}

/** A comment as one line, its list of values in their order. */
function asLine(comment: string): string {
  return comment.split('\n').map(line => line.trim().replace(/^\*\s?/u, '')).join(' ').replaceAll(/\s+/gu, ' ').trim();
}
