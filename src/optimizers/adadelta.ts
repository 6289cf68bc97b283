import * as z from 'zod/mini';
import { defineOptimizer } from '../components/definition.ts';
import { withDefault } from '../components/withDefault.ts';
import { descent, descentOptions } from './descent.ts';
import { perParameter } from './perParameter.ts';
import { decayRate, runningMean } from './runningMean.ts';

/**
 * Steps in the units of the weights themselves: the root mean square of past updates over that of the gradients.
 *
 *     s ← ρ·s + (1 − ρ)·g²        u = √(d + ε) / √(s + ε)·g        d ← ρ·d + (1 − ρ)·u²        w ← w − η·u
 *
 * The paper has no rate: η is 1 if left out, as in PyTorch; Keras takes 0.001. ρ in [0, 1), ε > 0. Options: `clipValue`, `clipNorm`, `clipGlobalNorm`, `weightDecay`.
 * Shapes: any; both means and the update have that of the gradient g.
 * Source: Zeiler, "ADADELTA: an adaptive learning rate method" (2012).
 */
export const adadelta = defineOptimizer({
  name: 'adadelta',
  summary: 'steps by the root mean square of past updates over that of gradients',
  options: components => z.strictObject({
    ...descentOptions(components, 1),
    /** ρ: how much of the running means stays in a step. */
    rho: withDefault(decayRate(), 0.95),
    /** Added under both roots. */
    epsilon: withDefault(z.number().check(z.positive()), 1e-6),
  }),
  shorthand: 'learningRate',
  create: ({ rho, epsilon, ...options }) => descent(options, perParameter({
    slots: { meanSquare: 0, meanSquareUpdate: 0 },
    update({ gradient, slots }) {
      const meanSquare = runningMean(slots.meanSquare, gradient.square(), rho);
      const update = slots.meanSquareUpdate.add(epsilon).sqrt().div(meanSquare.add(epsilon).sqrt()).mul(gradient);
      return { update, slots: { meanSquare, meanSquareUpdate: runningMean(slots.meanSquareUpdate, update.square(), rho) } };
    },
  })),
});
