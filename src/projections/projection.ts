import type { Tensor } from '../tensor/tensor.ts';

/** Keeps a parameter to a constraint: every new value of it is brought back to the set that the constraint allows. */
export interface Projection {
  /** A value that the constraint allows, of the parameter's shape; one that it allows already is given back as it is, but for rounding. */
  project(parameter: Tensor): Tensor;
}
