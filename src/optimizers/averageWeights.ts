import * as z from 'zod/mini';
import { defineOptimizer } from '../components/definition.ts';
import { fraction, within } from '../components/ranges.ts';
import { withDefault } from '../components/withDefault.ts';
import type { Schedule } from '../schedules/schedule.ts';
import { declaredScalar, declaredSlot } from './declared.ts';
import { mergedSlots } from './merged.ts';
import { named } from './named.ts';
import { newParameters, projected } from './newParameter.ts';
import type { Optimizer } from './optimizer.ts';

/**
 * Keeps a running mean of the weights that an optimizer finds. It stands for them in evaluation, in prediction and in the saved model; training goes on with the weights
 * themselves, which `getWeights` gives.
 *
 *     w ← w − update        a ← d·a + (1 − d)·w
 *
 * a starts as w. d is `decay` in [0, 1), may be a schedule. With `warmUp` it is min(d, (1 + t) / (10 + t)) at step t, counted from 0, so that the first weights are soon forgotten.
 * Shapes: any; the means have those of the parameters.
 * Source: Polyak, Juditsky, "Acceleration of stochastic approximation by averaging" (1992), for the mean of all weights.
 */
export const averageWeights = defineOptimizer({
  name: 'averageWeights',
  summary: 'a running mean of the weights, which evaluation, prediction and the saved model use',
  options: components => z.strictObject({
    /** The optimizer whose weights are averaged. */
    optimizer: components.optimizer(),
    /** d: how much of the mean stays in a step. */
    decay: z.prefault(within(components.schedule(), fraction), 0.999),
    /** Begins with a smaller decay, so that the first weights are soon forgotten. */
    warmUp: withDefault(z.boolean(), true),
  }),
  create: ({ optimizer, decay, warmUp }) => averaged(named(optimizer, 'optimizer'), warmUp ? warmedUp(decay) : decay),
});

function warmedUp(decay: Schedule): Schedule {
  return { at: step => Math.min(decay.at(step), (1 + step) / (10 + step)) };
}

function averaged(optimizer: Optimizer, decay: Schedule): Optimizer {
  return {
    slots: (shape, path) => ({ average: { shape, initial: 'parameter', standsForParameter: true }, ...optimizer.slots?.(shape, path) }),
    scalars: { kept: decay, added: { at: step => 1 - decay.at(step) }, ...optimizer.scalars },
    requireTraining: training => optimizer.requireTraining?.(training),
    update(context, gradients) {
      const [kept, added] = [declaredScalar(context, 'kept'), declaredScalar(context, 'added')];
      const result = optimizer.update(context, gradients);
      const parameters = newParameters(context, result);
      const averages = new Map([...parameters].map(([path, value]) => {
        const average = declaredSlot(context, path, 'average').mul(kept).add(value.mul(added));
        return [path, { average: projected(context, path, average) }];
      }));
      return { updates: new Map(), parameters, slots: mergedSlots([averages, result.slots]) };
    },
  };
}
