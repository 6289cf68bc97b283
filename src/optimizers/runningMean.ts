import * as z from 'zod/mini';
import type { Tensor } from '../tensor/tensor.ts';

/** The schema of a running mean's β: how much of the old mean stays, in [0, 1). */
export const decayRate = () => z.number().check(z.gte(0), z.lt(1));

/** mean ← β·mean + (1 − β)·value. */
export function runningMean(mean: Tensor, value: Tensor, beta: number): Tensor {
  return mean.mul(beta).add(value.mul(1 - beta));
}

/** 1 − βᵗ with t = step + 1: the weight that a running mean has gathered since its start at 0. */
export function gathered(beta: number, step: number): number {
  return 1 - beta ** (step + 1);
}
