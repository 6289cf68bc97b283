import type { Tensor } from '../tensor/tensor.ts';

/** Probabilities kept away from 0 and 1, so that a logarithm stays finite. */
export interface Clipped {
  /** min(max(p, ε), 1 − ε). */
  readonly p: Tensor;
  /** 1 where clipping changed nothing, else 0: the derivative of clipping. */
  readonly inside: Tensor;
}

/** Clips probabilities to [ε, 1 − ε]. */
export function clip(probabilities: Tensor, epsilon: number): Clipped {
  const p = probabilities.maximum(epsilon).minimum(1 - epsilon);
  return { p, inside: p.equal(probabilities).cast('float') };
}
