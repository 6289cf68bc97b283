import type { Noise } from './operations.ts';
import type { Shape } from './shape.ts';
import type { Tensor } from './tensor.ts';

/** A number that changes from step to step; step 0 is the first update. */
export interface StepScalar {
  at(step: number): number;
}

/** What a component may ask for while it records. Names are local to the component: the framework puts its path before them. */
export interface RecordingContext {
  /** True while training: noise is drawn, and batch statistics are used. */
  readonly training: boolean;
  /** A scalar graph input, computed on the host in float64 before each step. */
  scalar(name: string, value: StepScalar): Tensor;
  /**
   * Noise of a shape. With `perSample` the first axis is the batch, and each row is keyed by its sample's index in the data set.
   * `bernoulli` takes its probability of 1 from `probability`.
   */
  noise(name: string, shape: Shape, noise: NoiseRequest): Tensor;
}

/** Noise to draw; see `Noise`. */
export interface NoiseRequest extends Omit<Noise, 'probability'> {
  readonly probability?: StepScalar;
}
