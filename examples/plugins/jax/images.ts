import { lax, numpy as np } from '@jax-js/jax';
import type { ConvolutionAttributes, Operation, Padding2D, PoolingAttributes } from 'chainrule';
import type { JaxArray } from './jaxArray.ts';
import { adjoint } from './kernel.ts';
import type { Kernel } from './kernel.ts';

type Image = Extract<Operation, `convolution${string}` | `${'max' | 'average'}Pool${string}`>;

const channelsFirst = (image: JaxArray) => image.transpose([0, 3, 1, 2]);
const channelsLast = (image: JaxArray) => image.transpose([0, 2, 3, 1]);
const pairs = (padding: Padding2D) => padding.map(([before, after]): [number, number] => [before, after]);

/** Convolution, pooling and their adjoints. Images have their channels last (NHWC) in a graph, and first (NCHW) in jax-js. */
export const imageKernels: { readonly [K in Image]: Kernel<K> } = {
  convolution: ({ attributes }, image, kernel) => convolve(image, kernel, attributes),
  convolutionImageGradient: ({ attributes }, dy, kernel) => adjoint(image => convolve(image, kernel, attributes), attributes.imageShape, dy),
  convolutionKernelGradient: ({ attributes }, image, dy) => adjoint(kernel => convolve(image, kernel, attributes), attributes.kernelShape, dy),
  maxPool: ({ attributes }, image) => channelsLast(realPixels(image, attributes).max(-1)),
  maxPoolGradient: ({ attributes }, image, output, dy) => {
    output.dispose();
    const { shape } = image;
    const firstLargest = np.argmax(realPixels(image, attributes), -1, { keepdims: true });
    const chosen = firstLargest.equal(np.arange(attributes.window[0] * attributes.window[1]));
    return adjoint(x => channelsLast(np.where(chosen, pixels(x, attributes), 0).sum(-1)), shape, dy);
  },
  averagePool: ({ attributes }, image) => averagePool(image, attributes),
  averagePoolGradient: ({ attributes }, dy) => adjoint(image => averagePool(image, attributes), attributes.imageShape, dy),
};

function convolve(image: JaxArray, kernel: JaxArray, { strides, dilations, padding }: ConvolutionAttributes): JaxArray {
  return channelsLast(lax.convGeneralDilated(channelsFirst(image), kernel.transpose([3, 2, 0, 1]), [...strides], pairs(padding), { rhsDilation: [...dilations] }));
}

/** The mean over the real pixels of each window. */
function averagePool(image: JaxArray, attributes: PoolingAttributes): JaxArray {
  const count = isReal(image.shape, attributes).astype(np.float32).sum(-1);
  return channelsLast(pixels(image, attributes).sum(-1).div(count));
}

/** The pixels of every window along a last axis, [n, channels, rows, columns, pixels]; where a window meets padding, 0. */
function pixels(image: JaxArray, { window: [height, width], strides, padding }: PoolingAttributes): JaxArray {
  const padded = np.pad(channelsFirst(image), [[0, 0], [0, 0], ...pairs(padding)]);
  return lax.reduceWindow(padded, window => window.reshape([height * width]), [height, width], [...strides]);
}

/** The pixels of every window, with −∞ for padding: it is never the largest. */
function realPixels(image: JaxArray, attributes: PoolingAttributes): JaxArray {
  const real = isReal(image.shape, attributes);
  return np.where(real, pixels(image, attributes), Number.NEGATIVE_INFINITY);
}

/** Which pixels of every window are not padding, for all samples and channels alike. */
function isReal([, height = 0, width = 0]: readonly number[], attributes: PoolingAttributes): JaxArray {
  return pixels(np.ones([1, height, width, 1]), attributes).greater(0);
}
