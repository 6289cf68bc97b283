/** The part of a step that work belongs to; `rest` is what a backend does beside it: cutting batches, copying, reading the loss. */
export type Pass = 'forward' | 'backward' | 'update' | 'rest';

/** The time of one operation, or of several that run as one. */
export interface ProfilePart {
  /** The path of the layer; that of the loss is `loss`. */
  readonly layer: string;
  /** The names of the operations, in the order in which they run: `mul+add+relu`. */
  readonly operation: string;
  readonly pass: Pass;
  /** Of a step. */
  readonly milliseconds: number;
}

/** Where the time of a step goes on one backend. */
export interface Profile {
  /** `native`, or `tfjs:wasm/autodiff`. */
  readonly contender: string;
  /** Milliseconds of a step while it was timed: more than a step takes otherwise, since each part is timed by itself. */
  readonly milliseconds: number;
  readonly steps: number;
  /** The slowest first. */
  readonly parts: readonly ProfilePart[];
  /** What a reader should know of how it was timed. */
  readonly note: string;
}

/** Parts in the order in which profiles list them. */
export function slowestFirst(parts: readonly ProfilePart[]): readonly ProfilePart[] {
  return parts.toSorted((left, right) => right.milliseconds - left.milliseconds);
}

/** Milliseconds of all parts: what their shares are of. */
export function wholeOf(parts: readonly ProfilePart[]): number {
  return parts.reduce((sum, { milliseconds }) => sum + milliseconds, 0);
}

/** The mean of numbers, 0 of none. */
export function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}
