import * as z from 'zod/mini';
import { defineOptimizer } from '../components/definition.ts';
import { descent } from './descent.ts';
import { momentOptions } from './momentOptions.ts';
import { perParameter } from './perParameter.ts';
import { gathered, runningMean } from './runningMean.ts';

/**
 * Adam with the largest of the fading gradients in place of their root mean square; t counts from 1.
 *
 *     m ← β₁·m + (1 − β₁)·g        u ← max(β₂·u, |g|)        w ← w − η/(1 − β₁ᵗ)·m / (u + ε)
 *
 * β₁, β₂ in [0, 1), ε > 0, η the learning rate. Options: `clipValue`, `clipNorm`, `clipGlobalNorm`, `weightDecay`.
 * Shapes: any; both slots and the update have that of the gradient g.
 * Source: Kingma, Ba, "Adam: a method for stochastic optimization" (2015), section 7.1.
 */
export const adamax = defineOptimizer({
  name: 'adamax',
  summary: 'adam with the infinity norm of past gradients',
  options: components => z.strictObject(momentOptions(components)),
  shorthand: 'learningRate',
  create: ({ beta1, beta2, epsilon, ...options }) => descent(options, perParameter({
    slots: { firstMoment: 0, infinityNorm: 0 },
    scalars: { momentScale: { at: step => 1 / gathered(beta1, step) } },
    update({ gradient, slots, scalars: { momentScale } }) {
      const firstMoment = runningMean(slots.firstMoment, gradient, beta1);
      const infinityNorm = slots.infinityNorm.mul(beta2).maximum(gradient.abs());
      return { update: firstMoment.mul(momentScale).div(infinityNorm.add(epsilon)), slots: { firstMoment, infinityNorm } };
    },
  })),
});
