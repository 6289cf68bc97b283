import type { PoolingAttributes } from '../../../tensor/operations.ts';
import { stridesOf } from '../../../tensor/shape.ts';
import type { Shape } from '../../../tensor/shape.ts';
import type { Float32HostArray } from '../../hostArray.ts';
import type { Value } from '../runtime.ts';
import { run } from './kernel.ts';
import type { KernelContext } from './kernel.ts';
import { pixelsByPosition } from './pixels.ts';
import { reshape } from './structural.ts';

/**
 * The adjoint of max pooling on wasm, whose own kernel loses the gradients of windows without a positive number: each dy is added at the pixel where
 * argMax finds its window's first maximum.
 */
export function maxPoolGradientByScatter(context: KernelContext, image: Value, dy: Value, attributes: PoolingAttributes): Value {
  const columns = pixelsByPosition(context, image, dy.shape, attributes).map(pixels => reshape(context, pixels, [dy.size, 1]));
  const chosen = run(context, 'ArgMax', { x: context.tf.concat(columns, 1) }, { axis: 1 });
  const pixels = run(context, 'Add', { a: firstPixels(context, image.shape, dy.shape, attributes), b: context.tf.gather(offsets(context, image.shape, attributes), chosen) });
  const scattered = run(context, 'ScatterNd', { indices: reshape(context, pixels, [dy.size, 1]), updates: reshape(context, dy, [dy.size]) }, { shape: [image.size] });
  return reshape(context, scattered, image.shape);
}

/** For each window, the index in the flat image of its first pixel. */
function firstPixels({ pool }: KernelContext, image: Shape, output: Shape, { strides }: PoolingAttributes): Value {
  const [perImage = 0, perRow = 0, perPixel = 0] = stridesOf(image);
  const steps = [perImage, perRow * strides[0], perPixel * strides[1], 1];
  return pool.once(`first pixels of windows ${steps.join(' ')} for ${output.join(' ')}`, { shape: [output.reduce((a, b) => a * b, 1)], dtype: 'int32' }, host => {
    fillSums(host, output, steps);
  });
}

/** For each position in a window, how far its pixel lies from the first one. */
function offsets({ pool }: KernelContext, image: Shape, { window }: PoolingAttributes): Value {
  const [, perRow = 0, perPixel = 0] = stridesOf(image);
  return pool.once(`offsets in windows ${window.join(' ')} of ${perRow} ${perPixel}`, { shape: [window[0] * window[1]], dtype: 'int32' }, host => {
    fillSums(host, window, [perRow, perPixel]);
  });
}

/** Row-major over `shape`: the sum of each coordinate times its step. */
function fillSums(host: Float32HostArray, shape: Shape, steps: readonly number[]): void {
  const strides = stridesOf(shape);
  for (let index = 0; index < host.length; index++) {
    host[index] = strides.reduce((sum, stride, axis) => sum + (Math.floor(index / stride) % (shape[axis] ?? 1)) * (steps[axis] ?? 0), 0);
  }
}
