import * as z from 'zod/mini';
import { defineRegularizer } from '../components/definition.ts';
import { fraction, within } from '../components/ranges.ts';

/** What selu tends to for very negative inputs: −λ·α. */
const saturation = -1.0507009873554805 * 1.6732632423543772;

/**
 * Dropout for selu: sets elements to what selu gives for −∞ while training, then scales and shifts, so that values with mean 0 and variance 1 keep both. Outside
 * training it does nothing.
 *
 *     y = a·(x ⊙ m + α′·(1 − m)) + b    dx = a·dy ⊙ m    m 1 with probability 1 − p, else 0
 *     α′ = −1.7581    a = 1 / √((1 − p)·(1 + p·α′²))    b = −a·p·α′
 *
 * p is `rate` in [0, 1), may be a schedule. The mask is each sample's own, keyed by its index in the data set; on a parameter all samples of a step share it.
 * Shapes: any, kept.
 * Source: Klambauer, Unterthiner, Mayr, Hochreiter, "Self-normalizing neural networks" (2017).
 */
export const alphaDropout = defineRegularizer({
  name: 'alphaDropout',
  summary: 'sets elements to the least value of selu with probability p while training, and keeps mean 0 and variance 1',
  options: components => z.strictObject({
    /** The probability p that an element is dropped. */
    rate: z.prefault(within(components.schedule(), fraction), 0.5),
  }),
  shorthand: 'rate',
  create: ({ rate }) => ({
    transform(context, x) {
      const mask = context.noise('mask', x.shape, { distribution: 'bernoulli', perSample: true, probability: { at: step => 1 - rate.at(step) } });
      const scale = context.scalar('scale', { at: step => scaleFor(rate.at(step)) });
      const shift = context.scalar('shift', { at: step => -scaleFor(rate.at(step)) * rate.at(step) * saturation });
      const kept = mask.mul(scale);
      const dropped = scale.sub(kept).mul(saturation);
      return { y: x.mul(kept).add(dropped).add(shift), backward: dy => dy.mul(kept) };
    },
  }),
});

function scaleFor(rate: number): number {
  return 1 / Math.sqrt((1 - rate) * (1 + rate * saturation ** 2));
}
