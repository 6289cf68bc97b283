import type { Operation, PoolingAttributes } from '../../../tensor/operations.ts';
import type { Shape } from '../../../tensor/shape.ts';
import type { Value } from '../runtime.ts';
import { run, withGradients } from './kernel.ts';
import type { Kernel, KernelContext } from './kernel.ts';
import { maxPoolGradientByScatter } from './maxPoolGradientByScatter.ts';
import { cropImage, isNone, padImage, paddedShape } from './padding.ts';

type Pooling = Extract<Operation, 'maxPool' | 'maxPoolGradient' | 'averagePool' | 'averagePoolGradient'>;

/** Pooling and its adjoints, of images padded here: the adjoints of device node take no explicit padding. */
export const poolingKernels: { readonly [K in Pooling]: Kernel<K> } = {
  maxPool: (context, { attributes }, image) => withGradients(context, () => maxPool(context, image, attributes), [
    { operand: image, gradient: (dy, output) => maxPoolGradient(context, image, output, dy, attributes) },
  ]),
  maxPoolGradient: (context, { attributes }, image, output, dy) => maxPoolGradient(context, image, output, dy, attributes),
  averagePool: (context, { attributes }, image) => {
    const mean = run(context, 'AvgPool', { x: padImage(context, image, attributes.padding, 0) }, windows(attributes));
    return overRealElements(context, mean, attributes, image.shape);
  },
  averagePoolGradient: (context, { attributes }, dy) => {
    const { imageShape, padding } = attributes;
    const shape = paddedShape(imageShape, padding);
    const input = context.pool.repeated(0, { shape, dtype: 'float' });
    const padded = run(context, 'AvgPoolGrad', { dy: overRealElements(context, dy, attributes, imageShape), input }, windows(attributes));
    return cropImage(context, padded, padding, imageShape);
  },
};

function windows({ window, strides }: PoolingAttributes): { filterSize: number[]; strides: number[]; pad: string } {
  return { filterSize: [...window], strides: [...strides], pad: 'valid' };
}

function maxPool(context: KernelContext, image: Value, attributes: PoolingAttributes): Value {
  return run(context, 'MaxPool', { x: padForMax(context, image, attributes) }, windows(attributes));
}

function maxPoolGradient(context: KernelContext, image: Value, output: Value, dy: Value, attributes: PoolingAttributes): Value {
  const input = padForMax(context, image, attributes);
  const padded = context.device === 'wasm'
    ? maxPoolGradientByScatter(context, input, dy, attributes)
    : run(context, 'MaxPoolGrad', { dy, input, output }, windows(attributes));
  return cropImage(context, padded, attributes.padding, image.shape);
}

function padForMax(context: KernelContext, image: Value, { padding }: PoolingAttributes): Value {
  return padImage(context, image, padding, Number.NEGATIVE_INFINITY);
}

/** A mean over whole windows turned into one over their unpadded elements: divided by the share of them, which is the mean of padded ones. */
function overRealElements(context: KernelContext, means: Value, attributes: PoolingAttributes, [, height = 0, width = 0]: Shape): Value {
  if (isNone(attributes.padding)) return means;
  const ones = context.pool.repeated(1, { shape: [1, height, width, 1], dtype: 'float' });
  const share = run(context, 'AvgPool', { x: padImage(context, ones, attributes.padding, 0) }, windows(attributes));
  return run(context, 'RealDiv', { a: means, b: share });
}
