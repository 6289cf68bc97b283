import { sourceFile } from './sourceFile.ts';
import type { SourceFile } from './sourceFile.ts';

/** Source files from some on, those that they import, and so on: near ones first. */
export function* nearby(paths: readonly string[], depth: number): Generator<SourceFile> {
  const seen = new Set(paths);
  let level = [...paths];
  for (let distance = 0; distance <= depth && level.length > 0; distance++) {
    const files = level.flatMap(path => sourceFile(path) ?? []);
    yield* files;
    level = [...new Set(files.flatMap(({ imports }) => imports))].filter(path => !seen.has(path));
    level.forEach(path => seen.add(path));
  }
}
