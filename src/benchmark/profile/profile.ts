/** The part of a step that work belongs to; `rest` is what a backend does beside it: cutting batches, copying, reading the loss. */
export type Pass = 'forward' | 'backward' | 'update' | 'rest';

/** The time of one operation, or of several that run as one. */
export interface ProfilePart {
  /** The path of the layer; that of the loss is `loss`. */
  readonly layer: string;
  /** The names of the operations, in the order in which they run: `mul+add+relu`. */
  readonly operation: string;
  readonly pass: Pass;
  /** Of a step, the median over the steps that were timed. */
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
