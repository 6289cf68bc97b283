import type { StepScalar } from '../tensor/recordingContext.ts';

/** A number as a function of the step, computed on the host in float64: a rate, λ, momentum or a dropout rate. Step 0 is the first update. */
export type Schedule = StepScalar;
