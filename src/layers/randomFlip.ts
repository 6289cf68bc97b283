import * as z from 'zod/mini';
import { defineLayer } from '../components/definition.ts';
import { withDefault } from '../components/withDefault.ts';
import type { Tensor } from '../tensor/tensor.ts';
import { passGradient } from './composition.ts';
import { along, gatherPixels, requireImage } from './gatherPixels.ts';
import { oneToOne } from './oneToOne.ts';

/**
 * Mirrors each image with a probability while training; outside it does nothing. Where left and right mean nothing, it doubles what there is to learn from.
 *
 *     y[i, j] = x[i, w − 1 − j] where the image is mirrored, else x[i, j]        dx = dy, mirrored where x was
 *
 * `direction`: `horizontal` exchanges left and right, `vertical` top and bottom. `probability` in [0, 1], drawn for each sample, keyed by its index in the data set.
 * Shapes: images [height, width, channels], kept.
 * Throws a ShapeError for a sample that is no image.
 */
export const randomFlip = defineLayer({
  name: 'randomFlip',
  summary: 'mirrors images at random while training',
  options: () => z.strictObject({
    /** Whether left and right are exchanged, or top and bottom. */
    direction: withDefault(z.enum(['horizontal', 'vertical']), 'horizontal'),
    /** How likely an image is mirrored. */
    probability: withDefault(z.number().check(z.gte(0), z.lte(1)), 0.5),
  }),
  shorthand: 'direction',
  create: ({ direction, probability }) => oneToOne({
    build(input) {
      requireImage(input);
      return { output: input };
    },
    forward(context, x) {
      if (!context.training) return { y: x, backward: dy => ({ x: passGradient(x, dy) }) };
      const [samples = 0, height = 0, width = 0] = x.shape;
      const mirrored = context.noise('flip', [samples, 1, 1], { distribution: 'bernoulli', perSample: true, probability: { at: () => probability } }).cast('int32');
      const [rows, columns] = [along(1, x, height), along(2, x, width)];
      const mirror = (images: Tensor) => (direction === 'horizontal' ? gatherPixels(images, rows, fromEnd(columns, mirrored)) : gatherPixels(images, fromEnd(rows, mirrored), columns));
      return { y: mirror(x), backward: dy => ({ x: passGradient(x, mirror(dy)) }) };
    },
  }),
});

/** The places 0 … n − 1, counted from the other end where m is 1: i + m·(n − 1 − 2i). */
function fromEnd(places: Tensor, mirrored: Tensor): Tensor {
  return places.add(mirrored.mul(places.mul(-2).add(places.size - 1)));
}
