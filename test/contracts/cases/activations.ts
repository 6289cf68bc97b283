import fc from 'fast-check';
import type { LayerInput } from '../../../src/components/definition.ts';
import {
  celu, elu, exponential, gelu, glu, hardShrink, hardSigmoid, hardSwish, hardTanh, leakyRelu, linear, logSigmoid, logSoftmax, mish, prelu, relu, relu6, selu,
  sigmoid, silu, softmax, softplus, softShrink, softsign, sparsemax, sparsePlus, sparseSigmoid, squareplus, step, tanh, tanhShrink, threshold,
} from '../../../src/layers/index.ts';
import { l2 } from '../../../src/regularizers/index.ts';
import type { LayerReference } from '../../../src/testing/layerReference.ts';
import { shapes } from '../random.ts';
import { cases, spread } from './layerCase.ts';
import type { LayerCase } from './layerCase.ts';
import { along, elementwise, erf, parameter, placesWithout, softmaxOf, sum } from './layerReferences.ts';

type OfNumber = (x: number) => number;
type OfGroup = (group: readonly number[]) => readonly number[];

/** Random cases of an activation with these options, on numbers from all of its pieces. */
const varied = <T>(options: fc.Arbitrary<T>, make: (options: T) => LayerInput, referenceFor: (options: T) => LayerReference, least = 0) => (
  cases(fc.record({ shape: shapes(least), options }), ({ shape, options }): LayerCase => ({ layer: make(options), inputs: [spread(shape)], reference: referenceFor(options) })));
/** Random cases of an activation that is a function of single elements. */
const ofElements = <T>(options: fc.Arbitrary<T>, make: (options: T) => LayerInput, f: (options: T) => OfNumber) => varied(options, make, own => elementwise(f(own)));
const spreadOut = (layer: LayerInput, f: OfNumber) => ofElements(fc.constant(layer), own => own, () => f);
/** Random cases of an activation along an axis, named from either end. */
const alongAxis = (make: (axis: number) => LayerInput, f: OfGroup) => (
  cases(shapes(1).chain(shape => fc.record({ shape: fc.constant(shape), axis: fc.integer({ min: 1, max: shape.length }), fromEnd: fc.boolean() })), ({ shape, axis, fromEnd }) => (
    { layer: make(fromEnd ? axis - shape.length - 1 : axis), inputs: [shape], reference: along(axis, f) })));
const ofAxes = (make: (axis: number | number[]) => LayerInput, f: OfGroup) => (
  fc.oneof(alongAxis(make, f), varied(fc.constantFrom<number[][]>([1, 2], [-1, -2], [1, -1]), make, axes => along(axes, f), 2)));
const alpha = fc.constantFrom(0.3, 1, 2);
const width = fc.constantFrom(0, 0.5, 2);
const surrogate = fc.constantFrom('straightThrough' as const, 'clipped' as const, 'sigmoid' as const);

const sigmoidOf = (x: number) => 1 / (1 + Math.exp(-x));
const softplusOf = (x: number) => Math.log1p(Math.exp(x));
const clip = (x: number, least: number, greatest: number) => Math.min(Math.max(x, least), greatest);
const exponentialUnit = (x: number, alpha: number, width = 1) => (x > 0 ? x : alpha * Math.expm1(x / width));
const bumps = { exact: (x: number) => (x * (1 + erf(x * Math.SQRT1_2))) / 2, approximate: (x: number) => (x * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x ** 3)))) / 2 };

/** x above a threshold θ, but at most m; α·(x − θ) below it. */
function rectified({ maxValue = Number.POSITIVE_INFINITY, threshold = 0, negativeSlope = 0 }: { maxValue?: number; threshold?: number; negativeSlope?: number }): OfNumber {
  return x => (x > threshold ? Math.min(x, maxValue) : negativeSlope * (x - threshold));
}

/** y = x where x > 0, else α ⊙ x, α with an extent of 1 along the batch and the shared axes. */
const leaky = (sharedAxes: readonly number[]): LayerReference => ([x], parameters) => {
  if (x === undefined) return [];
  const places = placesWithout([0, ...sharedAxes.map(axis => (axis < 0 ? axis + x.shape.length : axis))], x);
  const alpha = parameter(parameters, 'alpha')?.values ?? [];
  return Array.from(x.values, (value, index) => (value > 0 ? value : value * (alpha[places[index] ?? 0] ?? Number.NaN)));
};

/** max(x − τ, 0), with the τ for which they sum to 1: that of the largest set of scores that all stay above it. */
const nearestProbabilities: OfGroup = group => {
  const thresholds = group.toSorted((a, b) => b - a).map((_, count, sorted) => (sum(sorted.slice(0, count + 1)) - 1) / (count + 1));
  return group.map(x => Math.max(0, x - Math.max(...thresholds)));
};

/** a ⊙ σ(b) of the halves of an axis. */
const gated = (axis: number): LayerReference => ([x]) => {
  if (x === undefined) return [];
  const inner = x.shape.slice(axis + 1).reduce((product, extent) => product * extent, 1);
  const half = ((x.shape[axis] ?? 0) / 2) * inner;
  return Array.from(x.values, (a, index) => a * sigmoidOf(x.values[index + half] ?? 0)).filter((_, index) => index % (2 * half) < half);
};

/** Random cases of every activation. */
export const activationCases: Readonly<Record<string, fc.Arbitrary<LayerCase>>> = {
  linear: spreadOut(linear(), x => x),
  relu: ofElements(fc.constantFrom<Parameters<typeof rectified>[0]>({}, { maxValue: 2 }, { threshold: 1 }, { negativeSlope: 0.3 }, { maxValue: 3, threshold: 1, negativeSlope: 0.5 }), relu, rectified),
  leakyRelu: ofElements(fc.constantFrom(0, 0.01, 0.3, 2), leakyRelu, slope => x => (x > 0 ? x : slope * x)),
  prelu: fc.oneof(
    varied(fc.constantFrom({}, { alphaInitializer: 'heNormal' }, { alphaRegularizer: l2(0.1) }), prelu, () => leaky([]), 1),
    varied(fc.constantFrom([1], [-1, 1], [2]), sharedAxes => prelu({ sharedAxes, alphaInitializer: 'heNormal' }), leaky, 2),
  ),
  relu6: spreadOut(relu6(), x => clip(x, 0, 6)),
  elu: ofElements(alpha, elu, own => x => exponentialUnit(x, own)),
  selu: spreadOut(selu(), x => 1.0507009873554805 * exponentialUnit(x, 1.6732632423543772)),
  celu: ofElements(alpha, celu, own => x => exponentialUnit(x, own, own)),
  gelu: ofElements(fc.boolean(), gelu, approximate => (approximate ? bumps.approximate : bumps.exact)),
  silu: spreadOut(silu(), x => x * sigmoidOf(x)),
  mish: spreadOut(mish(), x => x * Math.tanh(softplusOf(x))),
  softplus: spreadOut(softplus(), softplusOf),
  squareplus: ofElements(fc.constantFrom(0.1, 4), squareplus, b => x => (x + Math.sqrt(x * x + b)) / 2),
  sparsePlus: spreadOut(sparsePlus(), x => (x > 1 ? x : (clip(x, -1, 1) + 1) ** 2 / 4)),
  sigmoid: spreadOut(sigmoid(), sigmoidOf),
  logSigmoid: spreadOut(logSigmoid(), x => -softplusOf(-x)),
  hardSigmoid: ofElements(fc.constantFrom<{ slope?: number; offset?: number }>({}, { slope: 0.2 }, { slope: 0.5, offset: 0.1 }), hardSigmoid, ({ slope = 1 / 6, offset = 0.5 }) => x => clip(slope * x + offset, 0, 1)),
  hardSwish: spreadOut(hardSwish(), x => x * clip(x / 6 + 0.5, 0, 1)),
  sparseSigmoid: spreadOut(sparseSigmoid(), x => (clip(x, -1, 1) + 1) / 2),
  tanh: spreadOut(tanh(), Math.tanh),
  hardTanh: spreadOut(hardTanh(), x => clip(x, -1, 1)),
  softsign: spreadOut(softsign(), x => x / (1 + Math.abs(x))),
  softmax: ofAxes(axis => softmax({ axis }), softmaxOf),
  logSoftmax: ofAxes(axis => logSoftmax({ axis }), group => softmaxOf(group).map(Math.log)),
  sparsemax: alongAxis(axis => sparsemax({ axis }), nearestProbabilities),
  glu: cases(fc.record({ rows: shapes(0, 1), half: fc.integer({ min: 1, max: 2 }), columns: shapes(0, 1) }), ({ rows, half, columns }) => (
    { layer: glu({ axis: rows.length + 1 }), inputs: [[...rows, 2 * half, ...columns]], reference: gated(rows.length + 1) })),
  exponential: cases(shapes(), shape => ({ layer: exponential(), inputs: [shape], reference: elementwise(Math.exp) })),
  threshold: ofElements(fc.constantFrom<{ threshold: number; defaultValue?: number }>({ threshold: 0 }, { threshold: -1, defaultValue: 2 }), threshold, ({ threshold, defaultValue = 0 }) => x => (x > threshold ? x : defaultValue)),
  hardShrink: ofElements(width, hardShrink, own => x => (Math.abs(x) > own ? x : 0)),
  softShrink: ofElements(width, softShrink, own => x => Math.sign(x) * Math.max(Math.abs(x) - own, 0)),
  tanhShrink: spreadOut(tanhShrink(), x => x - Math.tanh(x)),
  step: ofElements(surrogate, step, () => x => Number(x >= 0)),
};
