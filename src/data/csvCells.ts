import { DataError, nearestName } from '../errors.ts';
import { columnIndex } from './csvTable.ts';
import type { CsvTable } from './csvTable.ts';

/** A column of a table and how its cells become numbers: as they are written, or as one of some categories. */
export interface Field {
  readonly name: string;
  readonly categories?: readonly string[] | undefined;
}

/** The different texts of a column, sorted as numbers where all are numbers, else by code unit. */
export function learnCategories(table: CsvTable, name: string): readonly string[] {
  const index = columnIndex(table, name);
  const texts = [...new Set(table.rows.map(row => (row[index] ?? '').trim()))];
  return texts.every(text => toNumber(text) !== undefined) ? texts.sort((a, b) => Number(a) - Number(b)) : texts.sort();
}

/** The categories of a column of labels. Throws a DataError with row and column for an empty cell, which would be a class of its own without a word. */
export function learnLabels(table: CsvTable, name: string): readonly string[] {
  const index = columnIndex(table, name);
  const empty = table.rows.findIndex(row => (row[index] ?? '').trim() === '');
  if (empty < 0) return learnCategories(table, name);
  throw new DataError('the label is missing', { where: place(table, name, empty), got: 'an empty cell', expected: 'the name of a class', next: 'fill the cell, or leave the sample out' });
}

/** Numbers of a table, row by row: a numeric field gives one, a field of categories one for each of them (1 where it is the cell's, else 0). */
export function encodeFields(table: CsvTable, fields: readonly Field[]): Float64Array {
  const width = widthOf(fields);
  const values = new Float64Array(table.rows.length * width);
  let start = 0;
  for (const field of fields) {
    const read = cellReader(table, field);
    for (let row = 0; row < table.rows.length; row++) {
      if (field.categories === undefined) values[row * width + start] = read(row);
      else values[row * width + start + read(row)] = 1;
    }
    start += widthOf([field]);
  }
  return values;
}

/** How many numbers a row of these fields has. */
export function widthOf(fields: readonly Field[]): number {
  return fields.reduce((width, { categories }) => width + (categories?.length ?? 1), 0);
}

/** Class indices: the place of each cell among the categories, or where there are none the whole number that is written. */
export function encodeClasses(table: CsvTable, field: Field): Int32Array {
  const read = cellReader(table, field);
  return Int32Array.from(table.rows, (_, row) => {
    const index = read(row);
    if (index === (index | 0)) return index;
    throw new DataError('a class index is not a whole number', { where: place(table, field.name, row), got: String(index), next: 'for names of classes set as: class' });
  });
}

function cellReader(table: CsvTable, { name, categories }: Field): (row: number) => number {
  const index = columnIndex(table, name);
  const places = categories && new Map(categories.map((category, place) => [category, place]));
  return row => {
    const cell = (table.rows[row]?.[index] ?? '').trim();
    const value = places === undefined ? toNumber(cell) : places.get(cell);
    if (value === undefined) throw unreadable(place(table, name, row), cell, categories);
    return value;
  };
}

function toNumber(cell: string): number | undefined {
  const value = cell === '' ? Number.NaN : Number(cell);
  return Number.isFinite(value) ? value : undefined;
}

function place({ source, lines }: CsvTable, name: string, row: number): string {
  return `${source}:${lines[row] ?? 0}, column ${name}`;
}

function unreadable(where: string, cell: string, categories: readonly string[] | undefined): DataError {
  const got = cell === '' ? 'an empty cell' : JSON.stringify(cell);
  if (categories === undefined) {
    return new DataError('the cell is not a number', { where, got, expected: 'a finite number', next: 'correct the cell, or name the column under oneHot or ignore' });
  }
  return new DataError('the cell is none of the known categories', {
    where,
    got,
    expected: `one of ${categories.slice(0, 20).join(', ')}${categories.length > 20 ? ', …' : ''}`,
    nearest: nearestName(cell, categories),
  });
}
