import type { ConvolutionAttributes, Operation } from '../../../tensor/operations.ts';
import { sameShape } from '../../../tensor/shape.ts';
import type { Shape } from '../../../tensor/shape.ts';
import type { Value } from '../runtime.ts';
import type { Kernel, KernelContext } from './kernel.ts';
import { run, withGradients } from './kernel.ts';
import { product } from './matMul.ts';
import { cropImage, padImage, paddedShape } from './padding.ts';
import { pixelsByPosition } from './pixels.ts';
import { reshape } from './structural.ts';

type Convolution = Extract<Operation, `convolution${string}`>;

/**
 * Convolution and its two adjoints. Padding is added and cropped here, and a dilated kernel is written out with its zeros: the adjoints of tf.js take neither
 * explicit padding (node) nor dilations.
 */
export const convolutionKernels: { readonly [K in Convolution]: Kernel<K> } = {
  convolution: (context, { attributes }, image, kernel) => withGradients(context, () => convolve(context, image, kernel, attributes), [
    { operand: image, gradient: dy => imageGradient(context, dy, kernel, attributes, image.shape) },
    { operand: kernel, gradient: dy => kernelGradient(context, image, dy, attributes, kernel.shape) },
  ]),
  convolutionImageGradient: (context, { attributes }, dy, kernel) => imageGradient(context, dy, kernel, attributes, attributes.imageShape),
  convolutionKernelGradient: (context, { attributes }, image, dy) => kernelGradient(context, image, dy, attributes, attributes.kernelShape),
};

function convolve(context: KernelContext, image: Value, kernel: Value, { strides, dilations, padding }: ConvolutionAttributes): Value {
  const operands = { x: padImage(context, image, padding, 0), filter: dilate(context, kernel, dilations) };
  return run(context, 'Conv2D', operands, { strides: [...strides], pad: 'valid', dataFormat: 'NHWC', dilations: [1, 1] });
}

function imageGradient(context: KernelContext, dy: Value, kernel: Value, { strides, dilations, padding }: ConvolutionAttributes, imageShape: Shape): Value {
  const attributes = { strides: [...strides], pad: 'valid', dataFormat: 'NHWC', inputShape: paddedShape(imageShape, padding) };
  const padded = run(context, 'Conv2DBackpropInput', { dy, filter: dilate(context, kernel, dilations) }, attributes);
  return cropImage(context, padded, padding, imageShape);
}

function kernelGradient(context: KernelContext, image: Value, dy: Value, attributes: ConvolutionAttributes, kernelShape: Shape): Value {
  const x = padImage(context, image, attributes.padding, 0);
  if (!context.has('Conv2DBackpropFilter')) return kernelGradientByProducts(context, x, dy, attributes, kernelShape);
  const { strides, dilations } = attributes;
  const filterShape = dilatedShape(kernelShape, dilations);
  const met = cropToWindows(context, x, dy.shape, strides, filterShape);
  const dilated = run(context, 'Conv2DBackpropFilter', { x: met, dy }, { strides: [...strides], pad: 'valid', dataFormat: 'NHWC', filterShape });
  if (dilations[0] === 1 && dilations[1] === 1) return dilated;
  return context.tf.stridedSlice(dilated, [0, 0, 0, 0], filterShape, [dilations[0], dilations[1], 1, 1]);
}

/** The image without the last rows and columns that no window meets: given them, libtensorflow (oneDNN in 2.15) writes outside its memory. */
function cropToWindows({ tf }: KernelContext, x: Value, output: Shape, strides: readonly [number, number], [height = 0, width = 0]: Shape): Value {
  const [samples = 0, rows = 0, columns = 0] = output;
  const met: [number, number, number, number] = [samples, (rows - 1) * strides[0] + height, (columns - 1) * strides[1] + width, x.shape[3] ?? 0];
  return sameShape(met, x.shape) ? x : tf.slice(x, [0, 0, 0, 0], met);
}

/** For wasm, which has no kernel for it: one matrix product a position of the kernel, of the pixels that it meets and dy. */
function kernelGradientByProducts(context: KernelContext, x: Value, dy: Value, attributes: ConvolutionAttributes, kernelShape: Shape): Value {
  const [height = 0, width = 0, channels = 0, outputs = 0] = kernelShape;
  const gradients = reshape(context, dy, [dy.size / outputs, outputs]);
  const products = pixelsByPosition(context, x, dy.shape, { ...attributes, window: [height, width] }).map(pixels => {
    const rows = reshape(context, pixels, [dy.size / outputs, channels]);
    return product(context, rows, gradients, true, false);
  });
  return reshape(context, context.tf.concat(products, 0), kernelShape);
}

/** The kernel with dilation − 1 rows and columns of zeros between its own. */
function dilate(context: KernelContext, kernel: Value, dilations: readonly [number, number]): Value {
  if (dilations[0] === 1 && dilations[1] === 1) return kernel;
  const [height = 0, width = 0, inputs = 0, outputs = 0] = kernel.shape;
  const spread = context.tf.pad(reshape(context, kernel, [height, 1, width, inputs * outputs]), [[0, 0], [0, dilations[0] - 1], [0, 0], [0, 0]]);
  const rows = reshape(context, spread, [height * dilations[0], width, 1, inputs * outputs]);
  const both = reshape(context, context.tf.pad(rows, [[0, 0], [0, 0], [0, dilations[1] - 1], [0, 0]]), [height * dilations[0], width * dilations[1], inputs, outputs]);
  return context.tf.slice(both, [0, 0, 0, 0], dilatedShape(kernel.shape, dilations));
}

function dilatedShape([height = 0, width = 0, inputs = 0, outputs = 0]: Shape, dilations: readonly [number, number]): [number, number, number, number] {
  return [(height - 1) * dilations[0] + 1, (width - 1) * dilations[1] + 1, inputs, outputs];
}
