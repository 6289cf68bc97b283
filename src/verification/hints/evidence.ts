import type { Shape } from '../../tensor/shape.ts';

/** A gradient that is wrong, and what its mistake may be read off from. */
export interface Evidence {
  readonly kind: 'parameter' | 'input';
  /** That of an input has the batch in front. */
  readonly shape: Shape;
  readonly hand: Float64Array;
  readonly numeric: Float64Array;
  /** The elements that were compared: differences were taken by them, and they lie on no kink. */
  readonly elements: readonly number[];
  /** What the gradient is one by: the parameter's or the input's values. */
  readonly values: Float64Array;
  readonly batchSize: number;
  /** Each sample's weight. */
  readonly weights: Float64Array;
  /** The probabilities with which noise keeps an element. */
  readonly keepProbabilities: readonly number[];
  /** ∂L/∂y of the one output, undefined where there are several, or where the loss itself is verified. */
  readonly upstream: Float64Array | undefined;
  /** The one output, where it has the shape of the one input; undefined else. */
  readonly output: Float64Array | undefined;
  /** Differences by the same elements, with other inputs in place of the first, or other weights of the samples. */
  numericWith(changed: { readonly input?: Float64Array; readonly weights?: Float64Array }): Promise<Float64Array>;
}

/** Recognises a pattern between a hand-written gradient and the right one, and says it in words. */
export type Hint = (evidence: Evidence) => string | undefined | Promise<string | undefined>;

/** How closely a pattern must be met, in parts of the largest number. */
const closeness = 1e-5;

/** Whether two lists of numbers agree at some places, but for rounding. Nothing is read from zeros. */
export function alike(actual: (index: number) => number, expected: (index: number) => number, places: readonly number[]): boolean {
  const largest = places.reduce((most, index) => Math.max(most, Math.abs(expected(index))), 0);
  return largest > 0 && places.every(index => Math.abs(actual(index) - expected(index)) <= closeness * largest);
}

/** A number with four digits. */
export function short(value: number): string {
  return String(Number(value.toPrecision(4)));
}

/** The number at a place; NaN where there is none. */
export function at(values: ArrayLike<number>): (index: number) => number {
  return index => values[index] ?? Number.NaN;
}
