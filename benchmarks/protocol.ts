import type { Row } from './rows.ts';
import type { RowData } from './weights.ts';

/** What a contender's process is told, in a JSON file named by its first argument. */
export interface Job {
  readonly row: Row;
  /** The file of initial values and batches. */
  readonly data: string;
  /** Steps whose figures are compared. */
  readonly checked: number;
  /** Seconds of untimed steps before the first turn; 0 for a contender that has no turn. */
  readonly settle: number;
  readonly threads: number;
  /** What tells apart the contenders of one program. */
  readonly options: Readonly<Record<string, unknown>>;
}

/** The first step is done. The parent takes the time. */
export interface FirstStep {
  readonly event: 'first';
}

/** The checked steps and the untimed ones are done. */
export interface Ready {
  readonly event: 'ready';
  /** The loss of each checked step, or where nothing is trained the mean magnitude of its logits. */
  readonly figures: readonly number[];
  /** Threads that compute. */
  readonly threads: number;
  readonly versions: Readonly<Record<string, string>>;
  /** What a reader of the table should know. */
  readonly note?: string;
  /** One step, roughly. */
  readonly milliseconds: number;
}

/** A turn is over: the mean time of a step of it. */
export interface Turn {
  readonly event: 'turn';
  readonly milliseconds: number;
  readonly steps: number;
  /** Peak resident memory of the process so far. */
  readonly peakBytes: number;
}

/** The contender cannot do this row, or is not installed. */
export interface Refusal {
  readonly event: 'refused';
  readonly reason: string;
}

export type Report = FirstStep | Ready | Turn | Refusal;

/** A row as one contender computes it. */
export interface Workload {
  /** Runs steps, each on the next batch, and waits for their end. Gives the loss of the last step, or the mean magnitude of its logits where nothing is trained. */
  run(count: number): number | Promise<number>;
  readonly threads: number;
  readonly versions: Readonly<Record<string, string>>;
  readonly note?: string;
}

export type CreateWorkload = (job: Job, data: RowData) => Workload | Promise<Workload>;

/** Thrown by a contender for a row that it does not do. */
export class Refused extends Error {}
