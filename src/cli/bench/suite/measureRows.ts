import { conditionsHere } from '../../../benchmark/conditions.ts';
import type { Tell } from '../../../benchmark/measure.ts';
import { entitled } from './contenders.ts';
import type { Contender } from './contenders.ts';
import { measureRow } from './measureRow.ts';
import { openProcesses } from './openProcesses.ts';
import type { CommandFor } from './openProcesses.ts';
import type { RowResult } from './results.ts';
import type { Row } from './rows.ts';

/** What is measured, and how. */
export interface SuiteSettings {
  readonly rows: readonly Row[];
  readonly contenders: readonly Contender[];
  readonly threads: number;
  readonly rounds: number;
  readonly seconds: number;
}

/** Measures rows one after the other, each contender in a process. */
export async function* measureRows({ rows, contenders, threads, rounds, seconds }: SuiteSettings, commandFor: CommandFor, tell: Tell): AsyncGenerator<RowResult> {
  for (const row of rows) {
    const conditions = conditionsHere({ place: 'processes' as const, runtime: `Node ${process.versions.node}`, threads, rounds, seconds });
    const { open, close } = openProcesses(row, commandFor, threads);
    try {
      yield await measureRow(row, entitled(contenders, row), open, conditions, tell);
    } finally {
      close();
    }
  }
}
