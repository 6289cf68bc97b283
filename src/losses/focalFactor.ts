import * as z from 'zod/mini';
import { withDefault } from '../components/withDefault.ts';
import type { Tensor } from '../tensor/tensor.ts';

/** Options of both focal losses. */
export const focalOptions = {
  /** The exponent γ: the larger it is, the less an easy answer weighs. */
  gamma: withDefault(z.number().check(z.gte(0)), 2),
  /** Whether predictions are logits, or else probabilities. */
  fromLogits: withDefault(z.boolean(), true),
  /** Probabilities are clipped to [ε, 1 − ε]; logits are not. */
  epsilon: withDefault(z.number().check(z.positive(), z.lt(0.5)), 1e-7),
};

/** What a focal loss multiplies the surprise by. */
export interface FocalFactor {
  /** u^γ, u the probability that was missed. */
  readonly factor: Tensor;
  /** (γ/u)·x: with x = du the derivative of u^γ, divided by u^γ. */
  logarithmicSlope(x: Tensor): Tensor;
}

/** The smallest divisor. What is divided by u is 0 where u is, so that the quotient is then 0 and not NaN; float32 holds it with all digits. */
const smallest = 1e-30;

export function focalFactor(missed: Tensor, gamma: number): FocalFactor {
  return { factor: missed.pow(gamma), logarithmicSlope: x => x.mul(gamma).div(missed.maximum(smallest)) };
}
