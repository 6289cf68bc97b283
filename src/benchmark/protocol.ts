/** What every contender is told of how it is measured. */
export interface Preparation {
  /** Steps whose figures are compared. */
  readonly checked: number;
  /** The most seconds of untimed steps before the first turn; 0 for a contender that has no turn. */
  readonly settle: number;
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
  /** Threads that compute, where they are known. */
  readonly threads?: number;
  readonly versions: Readonly<Record<string, string>>;
  /** What a reader of the table should know. */
  readonly note?: string;
  /** One step, roughly. */
  readonly milliseconds: number;
  /** False where the time of a step had not settled when the untimed steps ended. */
  readonly stable?: boolean;
}

/** A turn is over: the mean time of a step of it. */
export interface Turn {
  readonly event: 'turn';
  readonly milliseconds: number;
  readonly steps: number;
  /** Peak resident memory of the process so far. */
  readonly peakBytes: number;
}

/** The contender cannot do this, or is not installed. */
export interface Refusal {
  readonly event: 'refused';
  readonly reason: string;
}

export type Report = FirstStep | Ready | Turn | Refusal;

/** Steps as one contender computes them. */
export interface Workload {
  /** Runs steps, each on the next batch, and waits for their end. Gives the loss of the last step, or the mean magnitude of its logits where nothing is trained. */
  run(count: number): number | Promise<number>;
  readonly threads?: number;
  readonly versions: Readonly<Record<string, string>>;
  readonly note?: string;
}

/** Thrown by a contender for what it does not do. */
export class Refused extends Error {}
