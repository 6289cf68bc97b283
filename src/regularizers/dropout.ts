import { z } from 'zod';
import { defineRegularizer } from '../components/definition.ts';
import { fraction, within } from '../components/ranges.ts';

/**
 * Drops elements at random while training, and scales those kept so that the expectation stays (inverted dropout). Outside training it does nothing.
 *
 *     y = x ⊙ s    dx = dy ⊙ s    s = m / (1 − p), m 1 with probability 1 − p, else 0
 *
 * p is `rate` in [0, 1), may be a schedule. In the layer list or on a layer's output each sample has a mask of its own, keyed by its index in the data set; on a
 * parameter all samples of a step share one.
 * Shapes: any, kept.
 * Source: Srivastava et al., "Dropout: a simple way to prevent neural networks from overfitting" (2014).
 */
export const dropout = defineRegularizer({
  name: 'dropout',
  summary: 'drops elements with probability p while training, scales the rest by 1 / (1 − p)',
  options: components => z.strictObject({ rate: within(components.schedule(), fraction).prefault(0.5) }),
  shorthand: 'rate',
  create: ({ rate }) => ({
    transform(context, x) {
      const probability = { at: (step: number) => 1 - rate.at(step) };
      const mask = context.noise('mask', x.shape, { distribution: 'bernoulli', perSample: true, probability });
      const scaled = mask.mul(context.scalar('scale', { at: step => 1 / probability.at(step) }));
      return { y: x.mul(scaled), backward: dy => dy.mul(scaled) };
    },
  }),
});
