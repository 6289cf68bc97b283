import type { Tolerance } from './closeTo.ts';

/** Every tolerance of the project, with its reason. */
export const tolerances = {
  /** float64 against float64 by another order of operations: a few hundred roundings of 1e-16. */
  float64: { relative: 1e-9, absolute: 1e-12 },
  /** float32 against the float64 oracle on small nets: some hundred roundings of 6e-8, cancellation included. */
  float32: { relative: 1e-4, absolute: 1e-5 },
  /** Central differences in float64 with step 1e-5: truncation h² and cancellation 1e-16 / h. */
  differences: { relative: 1e-5, absolute: 1e-7 },
  /** Losses of a training curve in float32 against the float64 oracle, a hundred steps on. */
  curve: { relative: 1e-3, absolute: 1e-6 },
} as const satisfies Readonly<Record<string, Tolerance>>;
