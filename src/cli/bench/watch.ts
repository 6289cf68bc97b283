import type { Tell } from '../../benchmark/measure.ts';

/** Who watches a benchmark: is told how far it is, and may end it. */
export interface Watch {
  readonly tell: Tell;
  readonly signal: AbortSignal;
}
