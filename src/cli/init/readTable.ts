import Papa from 'papaparse';
import { readCsvTable } from '../../data/csvTable.ts';
import type { CsvTable } from '../../data/csvTable.ts';
import { readBytes } from '../../data/readBytes.ts';
import { textOf } from '../../data/textOf.ts';
import { isNumber } from './cells.ts';

/** A CSV file, and how it was understood. */
export interface ReadTable {
  readonly table: CsvTable;
  readonly header: boolean;
}

/** Lines that the layout of a file is told by. */
const looked = 50;

/** Reads a CSV file whose delimiter is told by its look, and its header too where `header` leaves it open. Throws a DataError for what is no table in UTF-8. */
export async function readTable(path: string, header?: boolean): Promise<ReadTable> {
  const file = await readBytes(path, { folder: '.' });
  const { data, meta } = Papa.parse<string[]>(textOf(file), { preview: looked, skipEmptyLines: true });
  const named = header ?? namesColumns(data);
  return { table: readCsvTable(file, { header: named, delimiter: meta.delimiter, skipLines: 0 }), header: named };
}

/** A first line without a number names the columns, and one of years too: a name may look like a number only above texts, or where other names are words. */
function namesColumns([first = [], ...rows]: readonly (readonly string[])[]): boolean {
  const filled = first.filter(cell => cell.trim() !== '');
  const numbers = [...first.keys()].filter(column => rows.length > 0 && rows.every(row => isNumber(row[column] ?? '')));
  // Two cells alike are two names alike where they stand above numbers; else they are most likely data.
  if (new Set(filled).size < filled.length) return numbers.length > 0 && numbers.every(column => !isNumber(first[column] ?? ''));
  return filled.length > 0 && first.every((cell, column) => !isNumber(cell) || rows.every(row => !isNumber(row[column] ?? '')));
}
