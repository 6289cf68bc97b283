import * as z from 'zod/mini';
import { defineOptimizer } from '../components/definition.ts';
import { fraction, within } from '../components/ranges.ts';
import { withDefault } from '../components/withDefault.ts';
import { descent, descentOptions } from './descent.ts';
import type { Optimizer } from './optimizer.ts';
import { perParameter } from './perParameter.ts';
import { rootEpsilonOptions, safeRoot } from './rootEpsilon.ts';
import type { RootEpsilon } from './rootEpsilon.ts';
import { decayRate, runningMean } from './runningMean.ts';
import { velocity } from './velocity.ts';

/**
 * Divides the gradient by the root of a running mean of its square.
 *
 *     s ← ρ·s + (1 − ρ)·g²        u = g / (√s + ε)
 *     centered:      a ← ρ·a + (1 − ρ)·g,  u = g / (√(s − a²) + ε)
 *     w ← w − η·u;   with momentum  b ← β·b + u,  w ← w − η·b
 *
 * `epsilonPlacement`: `outsideRoot` as above, as in PyTorch; `insideRoot` is √(s + ε), as in Keras, tf.js and scikit-learn.
 * ρ in [0, 1), β in [0, 1), may be a schedule; ε > 0, η the learning rate. Options: `clipValue`, `clipNorm`, `clipGlobalNorm`, `weightDecay`.
 * Shapes: any; the means and the update have that of the gradient g.
 * Source: Tieleman, Hinton, lecture 6.5 of "Neural networks for machine learning" (2012); Graves, "Generating sequences with recurrent neural
 * networks" (2013), for the centred form.
 */
export const rmsprop = defineOptimizer({
  name: 'rmsprop',
  summary: 'w ← w − η·g / (√s + ε), s the running mean of g²; momentum and centring as options',
  options: components => z.strictObject({
    ...descentOptions(components, 0.001),
    /** ρ: how much of the running means stays in a step. */
    rho: withDefault(decayRate(), 0.9),
    /** β of a velocity that gathers the steps; none if left out. */
    momentum: z.optional(within(components.schedule(), fraction)),
    /** Subtracts the square of the mean gradient: divides by the deviation. */
    centered: withDefault(z.boolean(), false),
    ...rootEpsilonOptions(),
  }),
  shorthand: 'learningRate',
  create({ rho, centered, momentum, ...options }) {
    const direction = centered ? byDeviation(rho, options) : byRootMeanSquare(rho, options);
    return descent(options, direction, ...(momentum === undefined ? [] : [velocity(momentum)]));
  },
});

function byRootMeanSquare(rho: number, epsilon: RootEpsilon): Optimizer {
  return perParameter({
    slots: { meanSquare: 0 },
    update({ gradient, slots }) {
      const meanSquare = runningMean(slots.meanSquare, gradient.square(), rho);
      return { update: gradient.div(safeRoot(meanSquare, epsilon)), slots: { meanSquare } };
    },
  });
}

function byDeviation(rho: number, epsilon: RootEpsilon): Optimizer {
  return perParameter({
    slots: { meanSquare: 0, mean: 0 },
    update({ gradient, slots }) {
      const meanSquare = runningMean(slots.meanSquare, gradient.square(), rho);
      const mean = runningMean(slots.mean, gradient, rho);
      // Rounding may leave the variance of equal gradients below 0.
      const variance = meanSquare.sub(mean.square()).relu();
      return { update: gradient.div(safeRoot(variance, epsilon)), slots: { meanSquare, mean } };
    },
  });
}
