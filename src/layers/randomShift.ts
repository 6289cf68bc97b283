import * as z from 'zod/mini';
import { defineLayer } from '../components/definition.ts';
import { withDefault } from '../components/withDefault.ts';
import type { Tensor } from '../tensor/tensor.ts';
import { passGradient } from './composition.ts';
import { along, gatherPixels, requireImage } from './gatherPixels.ts';
import type { StepContext } from './layer.ts';
import { oneToOne } from './oneToOne.ts';

const pixels = z.int().check(z.nonnegative());

/**
 * Shifts each image by whole pixels while training, zeros coming in; outside it does nothing. It is the random crop of an image that was padded by as much.
 *
 *     y[i, j] = x[i − r, j − s], 0 outside of x        dx[i, j] = dy[i + r, j + s], 0 outside of dy
 *
 * r is drawn from −`height` … `height`, s from −`width` … `width`, all with the same chance, for each sample, keyed by its index in the data set.
 * Shapes: images [height, width, channels], kept.
 * Throws a ShapeError for a sample that is no image.
 */
export const randomShift = defineLayer({
  name: 'randomShift',
  summary: 'shifts images at random while training',
  options: () => z.strictObject({
    /** The most pixels up or down. */
    height: withDefault(pixels, 2),
    /** The most pixels to the left or to the right. */
    width: withDefault(pixels, 2),
  }),
  create: ({ height, width }) => oneToOne({
    build(input) {
      requireImage(input);
      return { output: input };
    },
    forward(context, x) {
      if (!context.training) return { y: x, backward: dy => ({ x: passGradient(x, dy) }) };
      const [down, right] = [drawn(context, 'down', x, height), drawn(context, 'right', x, width)];
      const shifted = (images: Tensor, rows: Tensor, columns: Tensor) => windowOf(images, { height, width }, rows, columns);
      // A window that starts at m − r holds the image shifted by r; one that starts at m + r holds it shifted back.
      return {
        y: shifted(x, down.mul(-1).add(height), right.mul(-1).add(width)),
        backward: dy => ({ x: passGradient(x, shifted(dy, down.add(height), right.add(width))) }),
      };
    },
  }),
});

/** A whole number from −most to most for each sample, [samples, 1, 1]. */
function drawn(context: StepContext, name: string, x: Tensor, most: number): Tensor {
  const [samples = 0] = x.shape;
  const uniform = context.noise(name, [samples, 1, 1], { distribution: 'uniform', perSample: true });
  // Rounding in float32 must not lift the product to 2·most + 1.
  return uniform.mul(2 * most + 1).floor().cast('int32').sub(most).minimum(most);
}

/** Of images that are padded with zeros all around, the windows of the images' own size that start at `row` and `column`. */
function windowOf(images: Tensor, margin: { readonly height: number; readonly width: number }, row: Tensor, column: Tensor): Tensor {
  const [, height = 0, width = 0] = images.shape;
  const sides = [0, margin.height, margin.width, 0];
  return gatherPixels(images.pad(sides, sides), row.add(along(1, images, height)), column.add(along(2, images, width)));
}
