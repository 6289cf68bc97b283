import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { Contender } from './contenders.ts';
import type { Conditions } from './machine.ts';
import type { Row } from './rows.ts';

/** One contender on one row. */
export interface Result {
  readonly name: string;
  readonly kind: Contender['kind'];
  /** Why it was not measured. */
  readonly refused?: string;
  /** Milliseconds of a step, one a round; null for a round that it was left out of. */
  readonly milliseconds: readonly (number | null)[];
  /** The loss of each checked step, or where nothing is trained the mean magnitude of its logits. */
  readonly figures: readonly number[];
  /** The largest relative deviation of its figures from the float64 oracle's; null where the row is not compared. */
  readonly deviation: number | null;
  /** True where it computes what the oracle computes: only such are ranked. */
  readonly same: boolean;
  readonly threads: number;
  readonly versions: Readonly<Record<string, string>>;
  readonly note?: string;
  /** From the start of the process to the end of its first step. */
  readonly startSeconds: number;
  readonly peakBytes: number;
}

export interface RowResult {
  readonly row: Row;
  readonly conditions: Conditions;
  readonly results: readonly Result[];
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
