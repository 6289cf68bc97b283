import type { Tensor } from '../tensor/tensor.ts';

/** Probabilities kept away from 0 and 1, so that a logarithm stays finite. */
export interface Clipped {
  /** min(max(p, ε), 1 − ε). */
  readonly p: Tensor;
  /** 1 where clipping changed nothing, else 0: the derivative of clipping. */
  readonly inside: Tensor;
}

/** Clips probabilities to [ε, 1 − ε], or to [ε, greatest]. */
export function clip(probabilities: Tensor, epsilon: number, greatest = 1 - epsilon): Clipped {
  const p = probabilities.maximum(epsilon).minimum(greatest);
  return { p, inside: p.equal(probabilities).cast('float') };
}

/** How rows of probabilities are read. */
export interface RowReading {
  /** Rows are divided by their sum. */
  readonly renormalize: boolean;
  readonly epsilon: number;
}

/** Rows of probabilities as a loss takes the logarithm of them, and the way back of a derivative. */
export interface ClassProbabilities {
  readonly p: Tensor;
  /** From ∂e/∂p to the derivative by the rows as they were predicted. */
  backward(dP: Tensor): Tensor;
}

/**
 * Predicted rows x read as probabilities.
 *
 *     p = q clipped to [ε, 1 − ε], q = x / Σⱼ xⱼ    g = ∂e/∂p, 0 where q was clipped    de/dx = (g − Σⱼ gⱼ·qⱼ) / Σⱼ xⱼ
 *     with `renormalize` off:      q = x                                                  de/dx = g
 */
export function classProbabilities(x: Tensor, { renormalize, epsilon }: RowReading): ClassProbabilities {
  const total = renormalize ? x.sum(-1, true) : x.constant(1);
  const q = x.div(total);
  const { p, inside } = clip(q, epsilon);
  return {
    p,
    backward(dP) {
      const g = dP.mul(inside);
      return renormalize ? g.sub(g.mul(q).sum(-1, true)).div(total) : g;
    },
  };
}

/** 1 − x. */
export function complement(x: Tensor): Tensor {
  return x.constant(1).sub(x);
}
