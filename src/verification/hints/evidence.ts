import type { Shape } from '../../tensor/shape.ts';
import type { Culprit } from '../verification.ts';

/** A gradient that is wrong, and what its mistake may be read off from. */
export interface Evidence {
  /** What is verified alone. */
  readonly part: Culprit['kind'];
  readonly kind: 'parameter' | 'input';
  /** That of an input has the batch in front. */
  readonly shape: Shape;
  readonly hand: Float64Array;
  readonly numeric: Float64Array;
  /** The elements that were compared: differences were taken by them, and they lie on no kink. */
  readonly elements: readonly number[];
  /** What the gradient is one by: `w` of a parameter, `x` of an input, `prediction` of a loss. */
  readonly variable: Quantity;
  /** What else stands element by element beside it: the output, the target, a factor of its channel. */
  readonly quantities: readonly Quantity[];
  readonly batchSize: number;
  /** How often a parameter is used in a batch, at every position of every sample; undefined of an input. */
  readonly rows: number | undefined;
  /** Each sample's weight. */
  readonly weights: Float64Array;
  /** The probabilities with which noise keeps an element. */
  readonly keepProbabilities: readonly number[];
  /** The noise that the backward draws and the forward does not, that which the forward alone uses, and that which both use. */
  readonly noise: { readonly backwardOnly: readonly string[]; readonly forwardOnly: readonly string[]; readonly shared: readonly string[] };
  /** What reaches the backward, `dy` of a layer, `dValues` of a loss; undefined where there are several outputs, and for a penalty by itself. */
  readonly upstream: Quantity | undefined;
  /** The parameters that are matrices, by path. */
  readonly matrices: readonly Matrix[];
  /** What goes into the layer. */
  readonly inputs: readonly Float64Array[];
  /** The one output, where it has the shape of the one input; undefined else. */
  readonly output: Float64Array | undefined;
  /** Differences by the same elements, with other numbers in the step. */
  numericWith(changed: EvidenceChange): Promise<Float64Array>;
}

/** What differences may be taken with. */
export interface EvidenceChange {
  readonly input?: Float64Array;
  readonly weights?: Float64Array;
  /** In place of the coefficients of the output. */
  readonly targets?: Float64Array;
  /** By path, in place of their own values. */
  readonly parameters?: Readonly<Record<string, Float64Array>>;
  /** Keys noise and schedules. */
  readonly step?: number | undefined;
}

/** A parameter of two axes. */
export interface Matrix {
  readonly path: string;
  readonly shape: Shape;
  readonly values: Float64Array;
}

/** Numbers by the name that they go by in a formula. */
export interface Quantity {
  readonly name: string;
  readonly values: Float64Array;
}

/** A number for each element. */
export type Elementwise = (index: number) => number;

/** Recognises a pattern between a hand-written gradient and the right one, and says it in words. */
export type Hint = (evidence: Evidence) => string | undefined | Promise<string | undefined>;

/** How closely a pattern must be met, in parts of the largest number. */
const closeness = 1e-5;

/** Whether two lists of numbers agree at some places, but for rounding. Nothing is read from zeros. */
export function alike(actual: Elementwise, expected: Elementwise, places: readonly number[]): boolean {
  const largest = largestOf(expected, places);
  return largest > 0 && places.every(index => Math.abs(actual(index) - expected(index)) <= closeness * largest);
}

/** The c for which actual = c·base at some places, c ≠ 0; undefined where there is none. */
export function multipleOf(actual: Elementwise, base: Elementwise, places: readonly number[]): number | undefined {
  const largest = places.reduce((most, index) => (Math.abs(base(index)) > Math.abs(base(most)) ? index : most), places[0] ?? 0);
  const c = actual(largest) / base(largest);
  return Number.isFinite(c) && c !== 0 && alike(actual, index => c * base(index), places) ? c : undefined;
}

/** The largest size of some numbers. */
export function largestOf(values: Elementwise, places: readonly number[]): number {
  return places.reduce((most, index) => Math.max(most, Math.abs(values(index))), 0);
}

/** The elements at which the gradient is wrong. */
export function wrongElements({ hand, numeric, elements }: Evidence): readonly number[] {
  const largest = Math.max(largestOf(at(hand), elements), largestOf(at(numeric), elements));
  return elements.filter(index => !(Math.abs(at(hand)(index) - at(numeric)(index)) <= closeness * largest));
}

/** A number with four digits. */
export function short(value: number): string {
  return String(Number(value.toPrecision(4)));
}

/** The number at a place; NaN where there is none. */
export function at(values: ArrayLike<number>): Elementwise {
  return index => values[index] ?? Number.NaN;
}
