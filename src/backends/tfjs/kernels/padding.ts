import type { Padding2D } from '../../../tensor/operations.ts';
import type { Shape } from '../../../tensor/shape.ts';
import type { Value } from '../runtime.ts';
import { run } from './kernel.ts';
import type { KernelContext } from './kernel.ts';

/** An NHWC image with rows and columns of `value` around it; the image itself where the padding is none. */
export function padImage(context: KernelContext, image: Value, padding: Padding2D, value: number): Value {
  if (isNone(padding)) return image;
  const paddings = [[0, 0], [...padding[0]], [...padding[1]], [0, 0]];
  return run(context, 'PadV2', { x: image }, { paddings, constantValue: value });
}

/** The shape of a padded image. */
export function paddedShape([samples = 0, height = 0, width = 0, channels = 0]: Shape, [rows, columns]: Padding2D): [number, number, number, number] {
  return [samples, height + rows[0] + rows[1], width + columns[0] + columns[1], channels];
}

/** The adjoint of padding: the image without the rows and columns around it. */
export function cropImage(context: KernelContext, image: Value, padding: Padding2D, shape: Shape): Value {
  return isNone(padding) ? image : context.tf.slice(image, [0, padding[0][0], padding[1][0], 0], [...shape]);
}

export function isNone(padding: Padding2D): boolean {
  return padding.flat().every(count => count === 0);
}
