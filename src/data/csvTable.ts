import Papa from 'papaparse';
import { DataError, nearestName } from '../errors.ts';
import type { SourceFile } from './readBytes.ts';
import { textOf } from './textOf.ts';

/** How the text of a table is laid out. */
export interface CsvFormat {
  readonly header: boolean;
  readonly delimiter: string;
  /** Lines before the table that are no part of it. */
  readonly skipLines: number;
}

/** The cells of a table, all rows as wide as `names`. */
export interface CsvTable {
  readonly source: string;
  readonly names: readonly string[];
  /** The names that a file has, where not all of them are read. */
  readonly known?: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** The line that each row starts in, from 1. */
  readonly lines: Int32Array;
}

interface Row {
  readonly cells: readonly string[];
  readonly line: number;
}

/**
 * Reads the cells of a CSV file (RFC 4180). Blank lines are passed over. Without a header the columns are named 1, 2, 3, …
 *
 * Throws a DataError where the file is empty or not UTF-8, a quote is not closed, two columns share a name, or a row has too few or too many cells.
 */
export function readCsvTable(file: SourceFile, format: CsvFormat): CsvTable {
  const all = rowsOf(file, format);
  const [first] = all;
  if (first === undefined) throw new DataError('the file is empty', { where: file.source, expected: 'a table' });
  const rows = format.header ? all.slice(1) : all;
  if (rows.length === 0) throw new DataError('the file has a header but no rows', { where: file.source });
  const names = first.cells.map((cell, index) => (format.header ? cell.trim() : String(index + 1)));
  requireUnique(names, `${file.source}:${first.line}`);
  for (const row of rows) requireWidth(row, first, file.source);
  return { source: file.source, names, rows: rows.map(({ cells }) => cells), lines: Int32Array.from(rows, ({ line }) => line) };
}

/** The place of a column. Throws a DataError with the nearest name where there is none. */
export function columnIndex({ names, source, known = names }: CsvTable, name: string): number {
  const index = names.indexOf(name);
  if (index < 0) throw noColumn(name, source, known);
  return index;
}

/** The error for a column that a file does not have. */
export function noColumn(name: string, source: string, names: readonly string[]): DataError {
  return new DataError(`there is no column ${name}`, {
    where: source,
    expected: `one of ${names.slice(0, 20).join(', ')}${names.length > 20 ? ', …' : ''}`,
    nearest: nearestName(name, names),
    next: otherDelimiter(names),
  });
}

function rowsOf(file: SourceFile, { delimiter, skipLines }: CsvFormat): readonly Row[] {
  const { source } = file;
  const text = withoutLines(textOf(file), skipLines);
  const { data, errors } = Papa.parse<string[]>(text, { delimiter });
  let line = skipLines + 1;
  const rows = data.map(cells => {
    const row = { cells, line };
    line += cells.reduce((lines, cell) => (cell.includes('\n') ? lines + cell.split('\n').length - 1 : lines), 1);
    return row;
  });
  const quote = errors.find(({ type }) => type === 'Quotes');
  if (quote !== undefined) throw new DataError('a quoted cell is malformed', { where: `${source}:${rows[quote.row ?? 0]?.line ?? 1}`, got: quote.message });
  return rows.filter(({ cells }) => cells.length > 1 || cells[0]?.trim() !== '');
}

function withoutLines(text: string, count: number): string {
  return count === 0 ? text : text.split('\n').slice(count).join('\n');
}

function requireUnique(names: readonly string[], where: string): void {
  const repeated = names.find((name, index) => names.indexOf(name) !== index);
  if (repeated !== undefined) throw new DataError(`two columns are named ${JSON.stringify(repeated)}`, { where, next: 'rename one; where the first line holds data, header: false in a config says so, and --no-header to init' });
}

function requireWidth({ cells, line }: Row, first: Row, source: string): void {
  if (cells.length === first.cells.length) return;
  throw new DataError(`the row has too ${cells.length < first.cells.length ? 'few' : 'many'} cells`, {
    where: `${source}:${line}`,
    got: `${cells.length} cells`,
    expected: `${first.cells.length} cells, as in line ${first.line}`,
  });
}

function otherDelimiter(names: readonly string[]): string | undefined {
  const found = names.length === 1 ? [';', '\t', '|', ','].find(delimiter => names[0]?.includes(delimiter)) : undefined;
  return found && `the whole line was read as one column: set delimiter: ${JSON.stringify(found)}`;
}
