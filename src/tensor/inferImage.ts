import { ShapeError } from '../errors.ts';
import type { TensorType } from './graph.ts';
import type { ConvolutionAttributes, PoolingAttributes } from './operations.ts';
import { formatShape } from './shape.ts';
import type { Shape } from './shape.ts';

/** image [n, h, w, in] and kernel [kh, kw, in, out] give [n, h′, w′, out]. */
export function inferConvolution(image: TensorType, kernel: TensorType, attributes: ConvolutionAttributes): TensorType {
  const [batch = 0, height = 0, width = 0, channels] = image.shape;
  const [kernelHeight = 0, kernelWidth = 0, inputChannels, outputChannels = 0] = kernel.shape;
  if (image.shape.length !== 4 || kernel.shape.length !== 4 || channels !== inputChannels) {
    throw new ShapeError('convolution of shapes that do not meet', {
      got: `image ${formatShape(image.shape)}, kernel ${formatShape(kernel.shape)}`,
      expected: 'image [n, height, width, in] and kernel [height, width, in, out]',
    });
  }
  const { strides, dilations, padding } = attributes;
  const outputHeight = windows(height, kernelHeight, strides[0], dilations[0], padding[0]);
  const outputWidth = windows(width, kernelWidth, strides[1], dilations[1], padding[1]);
  return { shape: [batch, outputHeight, outputWidth, outputChannels], dtype: 'float' };
}

/** The gradient of a convolution's kernel has the kernel's shape. */
export function inferKernelGradient(image: TensorType, kernelShape: Shape): TensorType {
  return { shape: kernelShape, dtype: image.dtype };
}

/** image [n, h, w, c] gives [n, h′, w′, c]. */
export function inferPooling(image: TensorType, { window, strides, padding }: PoolingAttributes): TensorType {
  const [batch = 0, height = 0, width = 0, channels = 0] = image.shape;
  if (image.shape.length !== 4) throw new ShapeError('pooling needs images', { got: formatShape(image.shape), expected: '[n, height, width, channels]' });
  const outputHeight = windows(height, window[0], strides[0], 1, padding[0]);
  const outputWidth = windows(width, window[1], strides[1], 1, padding[1]);
  return { shape: [batch, outputHeight, outputWidth, channels], dtype: image.dtype };
}

function windows(extent: number, kernel: number, stride: number, dilation: number, padding: readonly [number, number]): number {
  const reach = (kernel - 1) * dilation + 1;
  const count = Math.floor((extent + padding[0] + padding[1] - reach) / stride) + 1;
  if (count < 1) throw new ShapeError('a window that does not fit its image', { got: `window ${reach}, image ${extent}`, expected: 'a window no larger than the padded image' });
  return count;
}
