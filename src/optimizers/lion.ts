import * as z from 'zod/mini';
import { defineOptimizer } from '../components/definition.ts';
import { withDefault } from '../components/withDefault.ts';
import { descent, descentOptions } from './descent.ts';
import { perParameter } from './perParameter.ts';
import { decayRate, runningMean } from './runningMean.ts';

/**
 * Steps by the sign alone: every weight moves by the rate, or not at all.
 *
 *     u = sign(β₁·m + (1 − β₁)·g)        m ← β₂·m + (1 − β₂)·g        w ← w − η·u
 *
 * sign(0) = 0. β₁, β₂ in [0, 1). η is the learning rate, best a third to a tenth of Adam's, with a `weightDecay` larger by as much. Options: `clipValue`, `clipNorm`,
 * `clipGlobalNorm`, `weightDecay`.
 * Shapes: any; the mean and the update have that of the gradient g.
 * Source: Chen et al., "Symbolic discovery of optimization algorithms" (2023).
 */
export const lion = defineOptimizer({
  name: 'lion',
  summary: 'w ← w − η·sign(β₁·m + (1 − β₁)·g), m a running mean of gradients',
  options: components => z.strictObject({
    ...descentOptions(components, 0.0001),
    /** β₁: the share of the mean in the direction of a step. */
    beta1: withDefault(decayRate(), 0.9),
    /** β₂: how much of the mean of gradients stays in a step. */
    beta2: withDefault(decayRate(), 0.99),
  }),
  shorthand: 'learningRate',
  create: ({ beta1, beta2, ...options }) => descent(options, perParameter({
    slots: { firstMoment: 0 },
    update: ({ gradient, slots: { firstMoment } }) => ({
      update: runningMean(firstMoment, gradient, beta1).sign(),
      slots: { firstMoment: runningMean(firstMoment, gradient, beta2) },
    }),
  })),
});
