import * as z from 'zod/mini';
import { defineOptimizer } from '../components/definition.ts';
import { nonNegative, within } from '../components/ranges.ts';
import type { Schedule } from '../schedules/schedule.ts';
import type { Optimizer } from './optimizer.ts';
import { perParameter } from './perParameter.ts';

/**
 * The last link of most chains: scales what comes to it by the learning rate η of the step.
 *
 *     update = η·g
 *
 * η ≥ 0, may be a schedule.
 * Shapes: any, kept.
 */
export const scaleByRate = defineOptimizer({
  name: 'scaleByRate',
  summary: 'update = η·g: the last link of a chain',
  options: components => z.strictObject({
    /** The learning rate η. */
    learningRate: within(components.schedule(), nonNegative),
  }),
  shorthand: 'learningRate',
  create: ({ learningRate }) => rateScaling(learningRate),
});

/** The transform itself, for optimizers that end with it. */
export function rateScaling(learningRate: Schedule): Optimizer {
  return perParameter({
    scalars: { rate: learningRate },
    update: ({ gradient, scalars: { rate } }) => ({ update: gradient.mul(rate) }),
  });
}
