import { DataError } from '../errors.ts';
import { noColumn } from './csvTable.ts';
import type { CsvTable } from './csvTable.ts';
import type { SourceFile } from './readBytes.ts';
import { textOf } from './textOf.ts';

/** The cells of an object by their key paths. */
type Cells = ReadonlyMap<string, string>;

interface WrittenLine {
  readonly text: string;
  readonly source: string;
  readonly line: number;
}

interface Line {
  readonly cells: Cells;
  readonly line: number;
}

/**
 * Reads a file of one JSON object a line as a table. Its columns are the key paths of the first object, `address.city` and `pixels[0]` for example, in their order; `wanted`
 * names those that are read, each with all below it, and `needed` those of them that must be there. A text is its own cell, true is 1, false is 0, null is empty. Blank lines
 * are passed over.
 *
 * Throws a DataError with file and line where a line is no JSON object, and where an object has other keys than the first; with the nearest name for a path that is not there.
 */
export function readJsonTable(file: SourceFile, wanted: readonly string[] | undefined, needed: readonly string[] = []): CsvTable {
  const { source } = file;
  const lines = textOf(file).split('\n').flatMap((text, index) => (text.trim() === '' ? [] : [{ text, source, line: index + 1 }]));
  const rows = lines.map(each => readLine(each, wanted));
  const [[firstLine], [first]] = [lines, rows];
  if (firstLine === undefined || first === undefined) throw new DataError('the file is empty', { where: source, expected: 'a JSON object a line' });
  const names = [...first.cells.keys()];
  const known = [...new Set([...readLine(firstLine, undefined).cells.keys()].flatMap(withOuter))];
  const missing = needed.find(path => !names.some(name => isBelow(name, path)));
  if (missing !== undefined) throw noColumn(missing, source, known);
  for (const row of rows) requireSameKeys(row, first, source, wanted !== undefined);
  return { source, names, known, rows: rows.map(({ cells }) => names.map(name => cells.get(name) ?? '')), lines: Int32Array.from(rows, ({ line }) => line) };
}

/** The key paths at or below others: `pixels` stands for `pixels[0]`, `pixels[1]`, …. One that nothing lies below stands for itself. */
export function pathsBelow(paths: readonly string[], names: readonly string[]): readonly string[] {
  return paths.flatMap(path => {
    const below = names.filter(name => isBelow(name, path));
    return below.length === 0 ? [path] : below;
  });
}

/** `address.city` with `address`, `pixels[3]` as `pixels` alone: what a path can be named by, without every element of a list. */
function withOuter(path: string): readonly string[] {
  const keys = path.replaceAll(/\[\d+\]/gu, '').split('.');
  return keys.map((_, index) => keys.slice(0, index + 1).join('.'));
}

function isBelow(name: string, path: string): boolean {
  return name === path || name.startsWith(`${path}.`) || name.startsWith(`${path}[`);
}

function readLine({ text, source, line }: WrittenLine, wanted: readonly string[] | undefined): Line {
  const where = `${source}:${line}`;
  const value = parsed(text, where);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new DataError('the line is no JSON object', { where, got: text.trim().slice(0, 60), expected: '{"key": value, …}' });
  const cells = [...cellsOf(value, '')].filter(([name]) => wanted === undefined || wanted.some(path => isBelow(name, path)));
  return { cells: new Map(cells), line };
}

function parsed(text: string, where: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new DataError('the line is not JSON', { where, got: error instanceof Error ? error.message : String(error), expected: '{"key": value, …}', next: 'give each line one whole object, its keys and texts in double quotes' }, { cause: error });
  }
}

function* cellsOf(value: unknown, path: string): Generator<readonly [string, string]> {
  if (Array.isArray(value)) for (const [index, each] of value.entries()) yield* cellsOf(each, `${path}[${index}]`);
  else if (typeof value === 'object' && value !== null) for (const [key, each] of Object.entries(value)) yield* cellsOf(each, path === '' ? key : `${path}.${key}`);
  else yield [path, typeof value === 'boolean' ? String(Number(value)) : value === null ? '' : String(value)];
}

function requireSameKeys({ cells, line }: Line, first: Line, source: string, chosen: boolean): void {
  const missing = [...first.cells.keys()].find(name => !cells.has(name));
  const unknown = [...cells.keys()].find(name => !first.cells.has(name));
  if (missing === undefined && unknown === undefined) return;
  throw new DataError(missing === undefined ? `the object has a key that the first has not: ${unknown ?? ''}` : `the object lacks the key ${missing}`, {
    where: `${source}:${line}`, expected: `the keys of line ${first.line}`, next: chosen ? undefined : 'name the keys to read under `inputs`',
  });
}
