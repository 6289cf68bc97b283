import type { Tolerance } from './closeTo.ts';

/** Every tolerance of the project, with its reason. */
export const tolerances = {
  /** float64 against float64 by another order of operations: a few hundred roundings of 1e-16. */
  float64: { relative: 1e-9, absolute: 1e-12 },
  /** float32 against the float64 oracle on small nets: some hundred roundings of 6e-8, cancellation included. */
  float32: { relative: 1e-4, absolute: 1e-5 },
  /** Central differences in float64, which are known to a ten-millionth, beside the error that each estimates of itself. */
  differences: { relative: 1e-6, absolute: 1e-8 },
  /** Losses of a training curve in float32 against the float64 oracle, a hundred steps on. */
  curve: { relative: 1e-3, absolute: 1e-6 },
} as const satisfies Readonly<Record<string, Tolerance>>;

/** The tolerances of a strict verification: a tenth of the others. What cancels or bends strongly may miss them without being wrong. */
export const strictTolerances = {
  float32: { relative: 1e-5, absolute: 1e-6 },
  differences: { relative: 1e-7, absolute: 1e-9 },
} as const satisfies Readonly<Record<string, Tolerance>>;

/** What is less than the normal numbers of float32, with room for what is lost on the way to it. */
const underflow = 1e-36;

/** Absolute tolerances are for gradients of size 1: where the largest of a step is smaller they shrink with it. */
export function scaledTo({ relative, absolute }: Tolerance, largest: number): Tolerance {
  return { relative, absolute: absolute * Math.min(1, largest) + underflow };
}
