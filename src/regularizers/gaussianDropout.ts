import * as z from 'zod/mini';
import { defineRegularizer } from '../components/definition.ts';
import { fraction, within } from '../components/ranges.ts';

/**
 * Multiplies by normally distributed noise with mean 1 while training: it spreads values as dropout of the same rate does, and drops none. Outside training it does
 * nothing.
 *
 *     y = x ⊙ s    dx = dy ⊙ s    s = 1 + σ·n, n ~ N(0, 1)    σ = √(p / (1 − p))
 *
 * p is `rate` in [0, 1), may be a schedule. The noise is each sample's own, keyed by its index in the data set; on a parameter all samples of a step share it.
 * Shapes: any, kept.
 * Source: Srivastava et al., "Dropout: a simple way to prevent neural networks from overfitting" (2014), section 10.
 */
export const gaussianDropout = defineRegularizer({
  name: 'gaussianDropout',
  summary: 'y = x·(1 + σ·n) while training, n ~ N(0, 1), σ = √(p / (1 − p))',
  options: components => z.strictObject({
    /** The rate p of the dropout whose variance the noise has. */
    rate: z.prefault(within(components.schedule(), fraction), 0.5),
  }),
  shorthand: 'rate',
  create: ({ rate }) => ({
    transform(context, x) {
      const noise = context.noise('noise', x.shape, { distribution: 'normal', perSample: true });
      const factor = noise.mul(context.scalar('standardDeviation', { at: step => Math.sqrt(rate.at(step) / (1 - rate.at(step))) })).add(1);
      return { y: x.mul(factor), backward: dy => dy.mul(factor) };
    },
  }),
});
