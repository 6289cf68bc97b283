import * as z from 'zod/mini';
import { defineOptimizer } from '../components/definition.ts';
import type { StepScalar } from '../tensor/recordingContext.ts';
import { descent } from './descent.ts';
import { momentumAt, momentumProducts } from './momentumProducts.ts';
import { momentOptions } from './momentOptions.ts';
import { perParameter } from './perParameter.ts';
import { gathered, runningMean } from './runningMean.ts';

/**
 * Adam with Nesterov's momentum, which looks a step ahead; t counts from 1.
 *
 *     μₜ = β₁·(1 − 0.96ᵗ / 2)        Mₜ = μ₁·…·μₜ
 *     m ← β₁·m + (1 − β₁)·g        v ← β₂·v + (1 − β₂)·g²
 *     w ← w − η·(μₜ₊₁·m / (1 − Mₜ₊₁) + (1 − μₜ)·g / (1 − Mₜ)) / (√(v / (1 − β₂ᵗ)) + ε)
 *
 * The momentum's schedule is that of Keras; PyTorch's rises 250 times as slowly. β₁, β₂ in [0, 1), ε > 0, η the learning rate. Options: `clipValue`, `clipNorm`,
 * `clipGlobalNorm`, `weightDecay`.
 * Shapes: any; both means and the update have that of the gradient g.
 * Source: Dozat, "Incorporating Nesterov momentum into Adam" (2016).
 */
export const nadam = defineOptimizer({
  name: 'nadam',
  summary: 'adam with Nesterov’s momentum, whose factor rises to β₁',
  options: components => z.strictObject(momentOptions(components)),
  shorthand: 'learningRate',
  create: ({ beta1, beta2, epsilon, ...options }) => descent(options, perParameter({
    slots: { firstMoment: 0, secondMoment: 0 },
    scalars: { ...mixture(beta1), rootScale: { at: step => 1 / Math.sqrt(gathered(beta2, step)) } },
    update({ gradient, slots, scalars: { momentScale, gradientScale, rootScale } }) {
      const firstMoment = runningMean(slots.firstMoment, gradient, beta1);
      const secondMoment = runningMean(slots.secondMoment, gradient.square(), beta2);
      const ahead = firstMoment.mul(momentScale).add(gradient.mul(gradientScale));
      return { update: ahead.div(secondMoment.sqrt().mul(rootScale).add(epsilon)), slots: { firstMoment, secondMoment } };
    },
  })),
});

/** What m and g are multiplied by. */
function mixture(beta: number): Readonly<Record<'momentScale' | 'gradientScale', StepScalar>> {
  const product = momentumProducts(beta);
  return {
    momentScale: { at: step => momentumAt(beta, step + 2) / (1 - product(step + 2)) },
    gradientScale: { at: step => (1 - momentumAt(beta, step + 1)) / (1 - product(step + 1)) },
  };
}
