import { Tensor } from '../../../src/tensor/tensor.ts';

/** Roundings of float32: errors are counted in units of 2⁻²⁴. */
export const unit = 2 ** -24;
/** Larger errors, in units, would not tell a fault from rounding. */
const largestError = 250;
const largestFloat = 32;
const largestInteger = 1000;
/** Digits that float32 holds, with two to spare for partial results. */
const exactDigits = 22;

/** A value of a graph with what is known of its numbers before it runs. */
export interface Ranged {
  readonly tensor: Tensor;
  readonly low: number;
  readonly high: number;
  /** A bound of the distance between float32 and float64, in units. */
  readonly error: number;
  /** Binary digits after the point, where the value is the very same in float32 and float64: it may be compared, rounded and cast. */
  readonly digits?: number | undefined;
}

export type Range = Omit<Ranged, 'tensor'>;

/** The largest absolute value. */
export function magnitude({ low, high }: Pick<Ranged, 'low' | 'high'>): number {
  return Math.max(Math.abs(low), Math.abs(high));
}

/** A value with its range, scaled or clamped where numbers or errors grew too large to be compared. */
export function ranged(tensor: Tensor, range: Range): Ranged {
  if (tensor.dtype === 'bool') return { tensor, low: 0, high: 1, error: 0, digits: 0 };
  if (tensor.dtype === 'int32') return magnitude(range) <= largestInteger ? { tensor, low: range.low, high: range.high, error: 0, digits: 0 } : clamped({ ...range, tensor }, largestInteger);
  const exact = range.digits !== undefined && magnitude(range) * 2 ** range.digits < 2 ** exactDigits;
  const known = exact ? { ...range, error: 0 } : { ...range, digits: undefined };
  return scaled({ ...known, tensor }, Math.max(magnitude(known) / largestFloat, known.error / largestError));
}

/** x / 2ᵏ with 2ᵏ at least `excess`; x itself where there is none. */
function scaled(x: Ranged, excess: number): Ranged {
  if (!(excess > 1)) return x;
  const factor = 2 ** -Math.ceil(Math.log2(excess) + 1);
  const [low, high] = [x.low * factor, x.high * factor];
  return ranged(x.tensor.mul(factor), { low, high, error: x.error * factor + magnitude({ low, high }), digits: undefined });
}

/** x with its numbers held between −most and most. */
export function clamped(x: Ranged, most: number): Ranged {
  if (magnitude(x) <= most) return x;
  return { ...x, tensor: x.tensor.minimum(most).maximum(-most), low: Math.min(most, Math.max(-most, x.low)), high: Math.max(-most, Math.min(most, x.high)) };
}

/** x as it may be kept from step to step: numbers up to `most`, and errors that do not grow. */
export function settled(x: Ranged, most: number, error: number): Ranged {
  const held = clamped(x, most);
  return x.tensor.dtype === 'float' ? scaled(held, held.error / error) : held;
}

/** The range of a function that is monotonic in each operand. */
export function corners(f: (...values: number[]) => number, x: Ranged, y: Ranged): Pick<Ranged, 'low' | 'high'> {
  const values = [f(x.low, y.low), f(x.low, y.high), f(x.high, y.low), f(x.high, y.high)];
  return { low: Math.min(...values), high: Math.max(...values) };
}

/** The joint range of values that are moved, chosen or repeated. */
export function hull(values: readonly Ranged[]): Range {
  const digits = values.map(value => value.digits);
  return {
    low: Math.min(...values.map(({ low }) => low)), high: Math.max(...values.map(({ high }) => high)), error: Math.max(...values.map(({ error }) => error)),
    digits: digits.some(own => own === undefined) ? undefined : Math.max(...digits.map(own => own ?? 0)),
  };
}
