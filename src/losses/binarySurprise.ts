import type { Tensor } from '../tensor/tensor.ts';
import type { ElementError } from './elementLoss.ts';
import { clip, complement } from './probabilities.ts';

/** The surprise −t·log p − (1 − t)·log(1 − p) at a yes-or-no target, with the probability that was predicted. */
export interface BinarySurprise extends ElementError {
  probability(): Probability;
}

export interface Probability {
  /** Of yes. */
  readonly p: Tensor;
  /** Of no: 1 − p, with the digits of its own. */
  readonly rest: Tensor;
  /** ∂p/∂prediction. */
  readonly slope: Tensor;
}

/** The target t·(1 − s) + s/2. */
export function smoothed(target: Tensor, labelSmoothing: number): Tensor {
  return target.mul(1 - labelSmoothing).add(labelSmoothing / 2);
}

/** From logits z, as the sum of two softpluses: unlike max(z, 0) − z·t it cancels nowhere and has no kink. */
export function surpriseOfLogits(z: Tensor, t: Tensor): BinarySurprise {
  const elements = t.mul(z.negate().softplus()).add(complement(t).mul(z.softplus()));
  const probability = (): Probability => {
    const [p, rest] = [z.sigmoid(), z.negate().sigmoid()];
    return { p, rest, slope: p.mul(rest) };
  };
  return { elements, derivative: () => z.sigmoid().sub(t), probability };
}

/** From probabilities, clipped to [ε, 1 − ε]. */
export function surpriseOfProbabilities(probabilities: Tensor, t: Tensor, epsilon: number): BinarySurprise {
  const { p, inside } = clip(probabilities, epsilon);
  const elements = t.mul(p.log()).add(complement(t).mul(complement(p).log())).negate();
  return {
    elements,
    derivative: () => p.sub(t).div(p.mul(complement(p))).mul(inside),
    probability: () => ({ p, rest: complement(p), slope: inside }),
  };
}
