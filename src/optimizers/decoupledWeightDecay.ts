import * as z from 'zod/mini';
import { defineOptimizer } from '../components/definition.ts';
import { nonNegative, within } from '../components/ranges.ts';
import { withDefault } from '../components/withDefault.ts';
import type { Schedule } from '../schedules/schedule.ts';
import type { Optimizer } from './optimizer.ts';
import { perParameter } from './perParameter.ts';

/**
 * Draws parameters towards 0 apart from the gradient. It stands between the optimizer's direction and the scaling by the rate η, so that a step
 * takes away η·d·w whatever the optimizer makes of the gradient.
 *
 *     update = g + d·w
 *
 * d is `decay` ≥ 0, may be a schedule. It acts on every parameter, as in PyTorch and Keras; with `excludeBiases` not on those of fewer than two axes: biases, and
 * the scales of normalisations.
 * Shapes: any; g, w and the update alike.
 * Source: Loshchilov, Hutter, "Decoupled weight decay regularization" (2019).
 */
export const decoupledWeightDecay = defineOptimizer({
  name: 'decoupledWeightDecay',
  summary: 'update = g + d·w: the decay of AdamW, a link of a chain before the rate',
  options: components => z.strictObject({
    /** The decay d. */
    decay: within(components.schedule(), nonNegative),
    /** Leaves out parameters of fewer than two axes. */
    excludeBiases: withDefault(z.boolean(), false),
  }),
  shorthand: 'decay',
  create: ({ decay, excludeBiases }) => weightDecay(decay, excludeBiases),
});

/** The transform itself, for optimizers that have it as an option. */
export function weightDecay(decay: Schedule, excludeBiases = false): Optimizer {
  return perParameter({
    scalars: { decay },
    update({ gradient, parameter, scalars: { decay } }) {
      const excluded = excludeBiases && parameter.rank < 2;
      return { update: excluded ? gradient : gradient.add(parameter.mul(decay)) };
    },
  });
}
