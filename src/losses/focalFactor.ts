import * as z from 'zod/mini';
import { withDefault } from '../components/withDefault.ts';
import type { Tensor } from '../tensor/tensor.ts';

/** Options of both focal losses. */
export const focalOptions = {
  gamma: withDefault(z.number().check(z.gte(0)), 2),
  fromLogits: withDefault(z.boolean(), true),
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
