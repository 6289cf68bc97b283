import type { RandomStream } from '../random/randomStream.ts';
import type { Shape } from '../tensor/shape.ts';

/** Gives a parameter its first values. They are rounded to float32, so that every backend starts from the same bits, unless they are `exact`. */
export interface Initializer {
  /** True for values that a user wrote: a float64 run has all their digits. */
  readonly exact?: boolean;
  /** Row-major values for `shape`, drawn from a stream that is keyed by the seed and the parameter's path. */
  values(shape: Shape, random: RandomStream): ArrayLike<number>;
}

/** Fan in and fan out of a kernel [in, out] or [height, width, in, out]: its connections a unit, the receptive field included. */
export function fans(shape: Shape): { readonly fanIn: number; readonly fanOut: number } {
  const field = shape.slice(0, -2).reduce((product, extent) => product * extent, 1);
  const [before, last] = [shape.at(-2) ?? shape.at(-1) ?? 1, shape.at(-1) ?? 1];
  return { fanIn: field * before, fanOut: field * last };
}
