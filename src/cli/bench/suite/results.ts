import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { Conditions } from '../../../benchmark/conditions.ts';
import type { Measured } from '../../../benchmark/measured.ts';
import type { Row } from './rows.ts';

export interface RowResult {
  readonly row: Row;
  readonly conditions: Conditions;
  readonly results: readonly Measured[];
}

/** All that was measured: what a results file holds. */
export interface Results {
  readonly rows: readonly RowResult[];
}

export const nothingMeasured: Results = { rows: [] };

/** The results with others added. A row that both have of one place is taken from the others, which are newer. */
export function mergeResults(old: Results, added: Results): Results {
  const key = ({ row, conditions }: RowResult) => `${conditions.place} ${row.name}`;
  const newer = new Set(added.rows.map(key));
  return { rows: [...old.rows.filter(measured => !newer.has(key(measured))), ...added.rows] };
}

/** The results in a file; none where there is no such file. */
export function readResults(file: string): Results {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) as Results : nothingMeasured;
}

/** Adds results to a file. */
export function addToFile(file: string, added: Results): void {
  writeFileSync(file, `${JSON.stringify(mergeResults(readResults(file), added), undefined, 1)}\n`);
}
