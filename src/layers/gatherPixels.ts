import { ShapeError } from '../errors.ts';
import { formatShape } from '../tensor/shape.ts';
import type { Shape } from '../tensor/shape.ts';
import type { Tensor } from '../tensor/tensor.ts';

/** 0, 1, 2, … as int32 along one axis of [samples, rows, columns]. */
export function along(axis: 0 | 1 | 2, inside: Tensor, extent: number): Tensor {
  const shape = [1, 1, 1].map((one, index) => (index === axis ? extent : one));
  return inside.constant([...Array(extent).keys()], shape, 'int32');
}

/**
 * Of each image [height, width, channels] the pixels at `rows` and `columns`, int32 and broadcast to [samples, rows, columns]. The indices lie in the image.
 */
export function gatherPixels(images: Tensor, rows: Tensor, columns: Tensor): Tensor {
  const [samples = 0, height = 0, width = 0, channels = 0] = images.shape;
  const first = along(0, images, samples).mul(height * width);
  const indices = first.add(rows.mul(width)).add(columns);
  return images.reshape([samples * height * width, channels]).gather(indices);
}

/** The extents of an image. Throws a ShapeError for a sample that is none. */
export function requireImage(sample: Shape): { readonly height: number; readonly width: number } {
  const [height, width] = sample;
  if (sample.length === 3 && height !== undefined && width !== undefined) return { height, width };
  throw new ShapeError('this layer takes images', {
    got: `${formatShape(sample)} a sample`, expected: '[height, width, channels]', next: 'read images with flatten: false, or give them their shape with `reshape`',
  });
}
