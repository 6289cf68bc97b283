import type { Shape } from '../../../tensor/shape.ts';
import type { Value } from '../runtime.ts';
import type { KernelContext } from './kernel.ts';

/** How a window is moved over a padded image. */
export interface Window {
  readonly window: readonly [number, number];
  readonly strides: readonly [number, number];
  readonly dilations?: readonly [number, number];
}

/** For each position of the window, row by row, the pixels of the padded image that it meets: [n, output height, output width, channels]. */
export function pixelsByPosition({ tf }: KernelContext, image: Value, output: Shape, { window: [height, width], strides, dilations = [1, 1] }: Window): Value[] {
  const [samples = 0, rows = 0, columns = 0] = output;
  return Array.from({ length: height * width }, (_, position) => {
    const [top, left] = [Math.floor(position / width) * dilations[0], (position % width) * dilations[1]];
    const end = [samples, top + (rows - 1) * strides[0] + 1, left + (columns - 1) * strides[1] + 1, image.shape[3] ?? 0];
    return tf.stridedSlice(image, [0, top, left, 0], end, [1, strides[0], strides[1], 1]);
  });
}
