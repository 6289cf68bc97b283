import type { PoolingAttributes } from '../../tensor/operations.ts';
import { sizeOf } from '../../tensor/shape.ts';
import type { Shape } from '../../tensor/shape.ts';
import { leftOver, padsOf, toChannelsFirst, toChannelsLast } from './convolution.ts';
import type { Attributes, GraphBuilder } from './graphBuilder.ts';
import { operandAt } from './lowering.ts';
import type { Lowering, Value } from './lowering.ts';
import { expand, reshape, transpose } from './structural.ts';

/** ONNX Runtime's MaxPool loses a NaN, its Max keeps it: the largest of one strided slice for each place of the window. */
export const lowerMaxPool: Lowering<'maxPool'> = (builder, { attributes, shape }, operands) => {
  const padded = padImage(builder, operandAt(operands, 0), attributes);
  return builder.node('Max', placesOf(attributes).map(place => slicePlace(builder, padded.name, place, attributes, shape)));
};

/** The gradient of a window is added at the first place that equals its output; where none does, as with NaN, at the last. */
export const lowerMaxPoolGradient: Lowering<'maxPoolGradient'> = (builder, { attributes, shape }, operands) => {
  const [image, output, dOutput] = [operandAt(operands, 0), operandAt(operands, 1), operandAt(operands, 2)];
  const padded = padImage(builder, image, attributes);
  const [, , width = 1, channels = 1] = padded.shape;
  const offset = placesOf(attributes).reduceRight((later, place) => {
    const own = builder.scalar((place[0] * width + place[1]) * channels, 'int64');
    if (later === '') return own;
    const equal = builder.node('Equal', [slicePlace(builder, padded.name, place, attributes, output.shape), output.name]);
    return builder.node('Where', [equal, own, later]);
  }, '');
  const first = builder.tensor(firstPixels(padded.shape, output.shape, attributes), [1, ...output.shape.slice(1)], 'int64');
  const gradient = scatter(builder, builder.node('Add', [first, offset]), dOutput, padded.shape);
  const [[top], [left]] = attributes.padding;
  if (padded.name === image.name) return gradient;
  return builder.node('Slice', [gradient, builder.int64s([top, left]), builder.int64s([top + (shape[1] ?? 0), left + (shape[2] ?? 0)]), builder.int64s([1, 2])]);
};

/** The mean over the elements that lie in the image. */
export const lowerAveragePool: Lowering<'averagePool'> = (builder, { attributes }, operands) => {
  const image = transpose(builder, operandAt(operands, 0).name, toChannelsFirst);
  const means = builder.node('AveragePool', [image], { ...windowOf(attributes), kernel_shape: { ints: attributes.window } });
  return transpose(builder, means, toChannelsLast);
};

/** Each window's share, spread by a transposed convolution with ones, channel by channel. */
export const lowerAveragePoolGradient: Lowering<'averagePoolGradient'> = (builder, { attributes, shape }, operands) => {
  const dOutput = operandAt(operands, 0);
  const [, height = 0, width = 0, channels = 0] = dOutput.shape;
  const shares = builder.node('Mul', [dOutput.name, builder.tensor(sharesOf(shape, dOutput.shape, attributes), [1, height, width, 1], 'float')]);
  const ones = builder.filled(1, [channels, 1, ...attributes.window], 'float');
  const output = { ints: leftOver(shape, attributes.window, { ...attributes, dilations: [1, 1] }) };
  const gradient = builder.node('ConvTranspose', [transpose(builder, shares, toChannelsFirst), ones], { ...windowOf(attributes), group: { i: channels }, output_padding: output });
  return transpose(builder, gradient, toChannelsLast);
};

/** The places of a window, row by row. */
function placesOf({ window: [height, width] }: PoolingAttributes): readonly (readonly [number, number])[] {
  return Array.from({ length: height * width }, (_, place) => [Math.floor(place / width), place % width] as const);
}

/** Images with their padding, which is below every number. */
function padImage(builder: GraphBuilder, image: Value, { padding: [[top, bottom], [left, right]] }: PoolingAttributes): Pick<Value, 'name' | 'shape'> {
  if (top + bottom + left + right === 0) return image;
  const [batch = 0, height = 0, width = 0, channels = 0] = image.shape;
  const name = builder.node('Pad', [image.name, builder.int64s([0, top, left, 0, 0, bottom, right, 0]), builder.scalar(Number.NEGATIVE_INFINITY)]);
  return { name, shape: [batch, height + top + bottom, width + left + right, channels] };
}

/** The values that all windows have at one of their places: [n, h′, w′, c]. */
function slicePlace(builder: GraphBuilder, padded: string, place: readonly [number, number], { strides }: PoolingAttributes, output: Shape): string {
  const ends = place.map((first, axis) => first + ((output[axis + 1] ?? 1) - 1) * (strides[axis] ?? 1) + 1);
  return builder.node('Slice', [padded, builder.int64s(place), builder.int64s(ends), builder.int64s([1, 2]), builder.int64s(strides)]);
}

/** For each window the index, in its own padded image, of its first pixel. */
function firstPixels([, , width = 1]: Shape, [, outputHeight = 0, outputWidth = 0, channels = 0]: Shape, { strides }: PoolingAttributes): readonly number[] {
  return Array.from({ length: outputHeight * outputWidth * channels }, (_, at) => {
    const [position, channel] = [Math.floor(at / channels), at % channels];
    const [row, column] = [Math.floor(position / outputWidth) * strides[0], (position % outputWidth) * strides[1]];
    return (row * width + column) * channels + channel;
  });
}

/** Values added at indices into their own image. */
function scatter(builder: GraphBuilder, target: string, { name, shape }: Value, image: Shape): string {
  const [batch = 0, ...own] = image;
  const perImage = sizeOf(shape.slice(1));
  const zeros = expand(builder, builder.scalar(0), [batch, sizeOf(own)]);
  const inputs = [zeros, reshape(builder, target, [batch, perImage]), reshape(builder, name, [batch, perImage])];
  return reshape(builder, builder.node('ScatterElements', inputs, { axis: { i: 1 }, reduction: { s: 'add' } }), image);
}

/** For each window 1 over the number of its places that lie in the image. */
function sharesOf(image: Shape, [, outputHeight = 0, outputWidth = 0]: Shape, { window, strides, padding }: PoolingAttributes): readonly number[] {
  const inside = (position: number, axis: 0 | 1) => {
    const first = position * strides[axis] - padding[axis][0];
    return Math.min(first + window[axis], image[axis + 1] ?? 0) - Math.max(first, 0);
  };
  return Array.from({ length: outputHeight * outputWidth }, (_, at) => 1 / (inside(Math.floor(at / outputWidth), 0) * inside(at % outputWidth, 1)));
}

function windowOf({ strides, padding }: PoolingAttributes): Attributes {
  return { strides: { ints: strides }, pads: { ints: padsOf(padding) } };
}
