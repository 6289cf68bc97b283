import * as z from 'zod/mini';
import { defineRegularizer } from '../components/definition.ts';
import { nonNegative, within } from '../components/ranges.ts';

/**
 * Adds normally distributed noise while training: no two passes see quite the same sample. Outside training it does nothing.
 *
 *     y = x + σ·n    dx = dy    n ~ N(0, 1)
 *
 * σ is `standardDeviation`, at least 0, may be a schedule. The noise is each sample's own, keyed by its index in the data set; on a parameter all samples of a step
 * share it.
 * Shapes: any, kept.
 * Source: Bishop, "Training with noise is equivalent to Tikhonov regularization" (1995).
 */
export const gaussianNoise = defineRegularizer({
  name: 'gaussianNoise',
  summary: 'y = x + σ·n while training, n ~ N(0, 1)',
  options: components => z.strictObject({
    /** The standard deviation σ of the noise. */
    standardDeviation: z.prefault(within(components.schedule(), nonNegative), 0.1),
  }),
  shorthand: 'standardDeviation',
  create: ({ standardDeviation }) => ({
    transform(context, x) {
      const noise = context.noise('noise', x.shape, { distribution: 'normal', perSample: true });
      return { y: x.add(noise.mul(context.scalar('standardDeviation', standardDeviation))), backward: dy => dy };
    },
  }),
});
