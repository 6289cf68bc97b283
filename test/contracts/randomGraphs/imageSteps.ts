import type { ConvolutionAttributes, PoolingAttributes } from '../../../src/tensor/operations.ts';
import { record } from '../../../src/tensor/tensor.ts';
import { sameShape, sizeOf } from '../../../src/tensor/shape.ts';
import type { Shape } from '../../../src/tensor/shape.ts';
import type { Draw } from './draw.ts';
import type { Step } from './elementwiseSteps.ts';
import { magnitude, ranged } from './ranged.ts';
import type { Range, Ranged } from './ranged.ts';

/** Convolutions, pooling and their adjoints, over small images. */
export const imageSteps: readonly Step[] = [convolution, imageGradient, kernelGradient, maxPool, maxPoolGradient, averagePool, averagePoolGradient];

/** Images of few pixels keep the checks quick. */
function image(draw: Draw, fits: (value: Ranged) => boolean = () => true): Ranged {
  const known = draw.float(value => value.tensor.rank === 4 && value.tensor.size > 0 && value.tensor.size <= 300 && value.tensor.shape.every(extent => extent <= 6) && fits(value));
  return known ?? draw.fresh([1 + draw.choose(2), 2 + draw.choose(3), 2 + draw.choose(4), 1 + draw.choose(3)]);
}

interface Convolved {
  readonly x: Ranged;
  readonly kernelShape: Shape;
  readonly outputShape: Shape;
  readonly attributes: ConvolutionAttributes;
}

function convolved(draw: Draw): Convolved {
  const x = image(draw);
  const attributes: ConvolutionAttributes = { strides: [1 + draw.choose(2), 1 + draw.choose(2)], dilations: [1 + draw.choose(2), 1 + draw.choose(2)], padding: padding(draw, 2) };
  const [, height = 1, width = 1, channels = 1] = x.tensor.shape;
  const window = [height, width].map((extent, axis) => Math.min(1 + draw.choose(3), reach(extent, attributes, axis)));
  const kernelShape = [...window, channels, 1 + draw.choose(3)];
  const type = { shape: kernelShape, dtype: 'float' } as const;
  const probe = draw.recorder.record('constant', [], { values: Array.from({ length: sizeOf(kernelShape) }, () => 0), ...type });
  return { x, kernelShape, attributes, outputShape: record('convolution', [x.tensor, probe], attributes).shape };
}

/** The largest window that the padded image holds. */
function reach(extent: number, { dilations, padding: padded }: ConvolutionAttributes, axis: number): number {
  const [before = 0, after = 0] = padded[axis] ?? [];
  return Math.max(1, Math.floor((extent + before + after - 1) / (dilations[axis] ?? 1)) + 1);
}

function padding(draw: Draw, below: number): PoolingAttributes['padding'] {
  return [[draw.choose(below), draw.choose(below)], [draw.choose(below), draw.choose(below)]];
}

function convolution(draw: Draw): Ranged {
  const { x, kernelShape, attributes } = convolved(draw);
  const kernel = operand(draw, kernelShape);
  return ranged(record('convolution', [x.tensor, kernel.tensor], attributes), sums(sizeOf(kernelShape.slice(0, 3)), x, kernel));
}

function imageGradient(draw: Draw): Ranged {
  const { x, kernelShape, outputShape, attributes } = convolved(draw);
  const [dOutput, kernel] = [operand(draw, outputShape), operand(draw, kernelShape)];
  const tensor = record('convolutionImageGradient', [dOutput.tensor, kernel.tensor], { ...attributes, imageShape: x.tensor.shape });
  return ranged(tensor, sums(sizeOf(kernelShape) / (kernelShape[2] ?? 1), dOutput, kernel));
}

function kernelGradient(draw: Draw): Ranged {
  const { x, kernelShape, outputShape, attributes } = convolved(draw);
  const dOutput = operand(draw, outputShape);
  const tensor = record('convolutionKernelGradient', [x.tensor, dOutput.tensor], { ...attributes, kernelShape });
  return ranged(tensor, sums(sizeOf(outputShape.slice(0, 3)), x, dOutput));
}

/** The range of sums of `count` products. */
function sums(count: number, x: Ranged, y: Ranged): Range {
  const high = count * magnitude(x) * magnitude(y);
  return { low: -high, high, error: count * (magnitude(x) * y.error + magnitude(y) * x.error) + (Math.sqrt(count) + 1) * high };
}

function operand(draw: Draw, shape: Shape): Ranged {
  return draw.float(({ tensor }) => sameShape(tensor.shape, shape)) ?? draw.fresh(shape);
}

/** Padding stays below the window, so that each window holds a pixel. */
function pooling(draw: Draw, { tensor: { shape } }: Ranged): PoolingAttributes {
  const [, height = 1, width = 1] = shape;
  const window = [Math.min(height, 2 + draw.choose(2)), Math.min(width, 2 + draw.choose(2))] as const;
  return { window, strides: [1 + draw.choose(2), 1 + draw.choose(2)], padding: padding(draw, Math.min(2, ...window)) };
}

function maxPool(draw: Draw): Ranged {
  const x = image(draw);
  return ranged(record('maxPool', [x.tensor], pooling(draw, x)), x);
}

/** The image is the very same in float32 and float64: which pixel is the largest must not turn on a rounding. Ties are among its values. */
function maxPoolGradient(draw: Draw): Ranged {
  const x = image(draw, ({ digits }) => digits !== undefined);
  const attributes = pooling(draw, x);
  const output = record('maxPool', [x.tensor], attributes);
  const dOutput = operand(draw, output.shape);
  return ranged(record('maxPoolGradient', [x.tensor, output, dOutput.tensor], attributes), sums(attributes.window[0] * attributes.window[1], dOutput, one));
}

function averagePool(draw: Draw): Ranged {
  const x = image(draw);
  return ranged(record('averagePool', [x.tensor], pooling(draw, x)), { ...x, error: x.error + 4 * magnitude(x), digits: undefined });
}

function averagePoolGradient(draw: Draw): Ranged {
  const x = image(draw);
  const attributes = pooling(draw, x);
  const dOutput = operand(draw, record('averagePool', [x.tensor], attributes).shape);
  const tensor = record('averagePoolGradient', [dOutput.tensor], { ...attributes, imageShape: x.tensor.shape });
  return ranged(tensor, sums(attributes.window[0] * attributes.window[1], dOutput, one));
}

/** A factor of 1, as gradients of pooling are sums of what they get. */
const one = { low: 1, high: 1, error: 1 } as Ranged;
