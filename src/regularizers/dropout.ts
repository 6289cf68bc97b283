import * as z from 'zod/mini';
import { defineRegularizer } from '../components/definition.ts';
import { fraction, within } from '../components/ranges.ts';
import { noiseShapeFor, noiseShapeOption } from './noiseShape.ts';

/**
 * Drops elements at random while training, and scales those kept so that the expectation stays (inverted dropout). Outside training it does nothing.
 *
 *     y = x ⊙ s    dx = dy ⊙ s    s = m / (1 − p), m 1 with probability 1 − p, else 0
 *
 * p is `rate` in [0, 1), may be a schedule. In the layer list or on a layer's output each sample has a mask of its own, keyed by its index in the data set; on a
 * parameter all samples of a step share one. `noiseShape` is the mask's shape for one sample: elements along an axis of extent 1 are dropped together, [1, 1, 64]
 * drops whole channels of an image. On a parameter it is the shape without the first axis.
 * Shapes: any, kept.
 * Throws a ShapeError where `noiseShape` has extents other than 1 and those of x.
 * Source: Srivastava et al., "Dropout: a simple way to prevent neural networks from overfitting" (2014); `noiseShape` as in Keras, without the batch.
 */
export const dropout = defineRegularizer({
  name: 'dropout',
  summary: 'drops elements with probability p while training, scales the rest by 1 / (1 − p)',
  options: components => z.strictObject({
    /** The probability p that an element is dropped. */
    rate: z.prefault(within(components.schedule(), fraction), 0.5),
    /** The mask’s shape for one sample: along an axis of extent 1 all elements are dropped together. */
    noiseShape: noiseShapeOption(),
  }),
  shorthand: 'rate',
  create: ({ rate, noiseShape }) => ({
    transform(context, x) {
      const probability = { at: (step: number) => 1 - rate.at(step) };
      const mask = context.noise('mask', noiseShapeFor(x.shape, noiseShape), { distribution: 'bernoulli', perSample: true, probability });
      const scaled = mask.mul(context.scalar('scale', { at: step => 1 / probability.at(step) }));
      return { y: x.mul(scaled), backward: dy => dy.mul(scaled) };
    },
  }),
});
