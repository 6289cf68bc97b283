import type { Preparation, Workload } from '../../../benchmark/protocol.ts';
import type { Row } from './rows.ts';
import type { RowData } from './weights.ts';

/** What a contender's process is told, in a JSON file named by its first argument. */
export interface Job extends Preparation {
  readonly row: Row;
  /** The file of initial values and batches. */
  readonly data: string;
  readonly threads: number;
  /** What tells apart the contenders of one program. */
  readonly options: Readonly<Record<string, unknown>>;
}

export type CreateWorkload = (job: Job, data: RowData) => Workload | Promise<Workload>;
