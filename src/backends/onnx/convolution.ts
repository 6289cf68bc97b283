import type { NodeOf } from '../../tensor/graph.ts';
import type { ConvolutionAttributes, Padding2D } from '../../tensor/operations.ts';
import type { Shape } from '../../tensor/shape.ts';
import type { Attributes, GraphBuilder } from './graphBuilder.ts';
import { operandAt } from './lowering.ts';
import type { Lowering } from './lowering.ts';
import { transpose } from './structural.ts';

/** ONNX lays images out as [n, channels, height, width] and kernels as [out, in, height, width]. */
export const toChannelsFirst = [0, 3, 1, 2];
export const toChannelsLast = [0, 2, 3, 1];
const kernelToOnnx = [3, 2, 0, 1];

export const lowerConvolution: Lowering<'convolution'> = (builder, { attributes }, operands) => {
  const image = transpose(builder, operandAt(operands, 0).name, toChannelsFirst);
  const kernel = transpose(builder, operandAt(operands, 1).name, kernelToOnnx);
  return transpose(builder, builder.node('Conv', [image, kernel], windowOf(attributes)), toChannelsLast);
};

/** The transposed convolution; what a stride left over at the far edges is its output padding. */
export const lowerImageGradient: Lowering<'convolutionImageGradient'> = (builder, { attributes }, operands) => {
  const [dOutput, kernel] = [operandAt(operands, 0), operandAt(operands, 1)];
  const left = leftOver(attributes.imageShape, kernel.shape, attributes);
  const [image, weights] = [transpose(builder, dOutput.name, toChannelsFirst), transpose(builder, kernel.name, kernelToOnnx)];
  const gradient = builder.node('ConvTranspose', [image, weights], { ...windowOf(attributes), output_padding: { ints: left } });
  return transpose(builder, gradient, toChannelsLast);
};

/**
 * dK[t, c, c′] = Σ x[n, o·stride + t·dilation − padding, c] · dy[n, o, c′] is the convolution of x with dy, where channels stand for samples, samples for
 * channels, and strides and dilations change places. It reaches further than the kernel where a stride left something over: that is cut off.
 */
export const lowerKernelGradient: Lowering<'convolutionKernelGradient'> = (builder, node, operands) => {
  const [image, dOutput] = [operandAt(operands, 0), operandAt(operands, 1)];
  const { strides, dilations, padding } = node.attributes;
  const [samplesLast, outputsFirst] = [transpose(builder, image.name, [3, 0, 1, 2]), transpose(builder, dOutput.name, [3, 0, 1, 2])];
  const gradient = builder.node('Conv', [samplesLast, outputsFirst], windowOf({ strides: dilations, dilations: strides, padding }));
  return transpose(builder, cut(builder, gradient, node, image.shape), [2, 3, 0, 1]);
};

function cut(builder: GraphBuilder, gradient: string, { attributes }: NodeOf<'convolutionKernelGradient'>, image: Shape): string {
  const { kernelShape, dilations } = attributes;
  const [height, width] = leftOver(image, kernelShape, attributes);
  if (height < dilations[0] && width < dilations[1]) return gradient;
  return builder.node('Slice', [gradient, builder.int64s([0, 0]), builder.int64s(kernelShape.slice(0, 2)), builder.int64s([2, 3])]);
}

/** Rows and columns of the padded image that no window reaches: fewer than a stride. */
export function leftOver(image: Shape, kernel: Shape, { strides, dilations, padding }: ConvolutionAttributes): readonly [number, number] {
  const along = (axis: 0 | 1) => {
    const extent = (image[axis + 1] ?? 0) + padding[axis][0] + padding[axis][1];
    return (extent - ((kernel[axis] ?? 1) - 1) * dilations[axis] - 1) % strides[axis];
  };
  return [along(0), along(1)];
}

function windowOf({ strides, dilations, padding }: ConvolutionAttributes): Attributes {
  return { strides: { ints: strides }, dilations: { ints: dilations }, pads: { ints: padsOf(padding) } };
}

/** ONNX lists what is added before along each axis, then what is added after. */
export function padsOf([[top, bottom], [left, right]]: Padding2D): readonly number[] {
  return [top, left, bottom, right];
}
