import fc from 'fast-check';
import type { LayerInput } from '../../../src/components/definition.ts';
import {
  celu, elu, exponential, gelu, glu, hardShrink, hardSigmoid, hardSwish, hardTanh, leakyRelu, linear, logSigmoid, logSoftmax, mish, prelu, relu, relu6, selu,
  sigmoid, silu, softmax, softplus, softShrink, softsign, sparsemax, sparsePlus, sparseSigmoid, squareplus, step, tanh, tanhShrink, threshold,
} from '../../../src/layers/index.ts';
import { l2 } from '../../../src/regularizers/index.ts';
import { shapes } from '../random.ts';
import { cases, ofAnyShape, spread } from './layerCase.ts';
import type { LayerCase } from './layerCase.ts';

/** Random cases of an activation with these options, on numbers from all of its pieces. */
const varied = <T>(options: fc.Arbitrary<T>, make: (options: T) => LayerInput, least = 0) => (
  cases(fc.record({ shape: shapes(least), options }), ({ shape, options }) => ({ layer: make(options), inputs: [spread(shape)] })));
const spreadOut = (layer: LayerInput) => varied(fc.constant(layer), own => own);
/** Random cases of an activation along an axis, named from either end. */
const alongAxis = (make: (axis: number) => LayerInput) => (
  cases(shapes(1).chain(shape => fc.record({ shape: fc.constant(shape), axis: fc.integer({ min: 1, max: shape.length }), fromEnd: fc.boolean() })), ({ shape, axis, fromEnd }) => (
    { layer: make(fromEnd ? axis - shape.length - 1 : axis), inputs: [shape] })));
const ofAxes = (make: (axis: number | number[]) => LayerInput) => fc.oneof(alongAxis(make), varied(fc.constantFrom<number[][]>([1, 2], [-1, -2], [1, -1]), make, 2));
const alpha = fc.constantFrom(0.3, 1, 2);
const width = fc.constantFrom(0, 0.5, 2);
const surrogate = fc.constantFrom('straightThrough' as const, 'clipped' as const, 'sigmoid' as const);

/** Random cases of every activation. */
export const activationCases: Readonly<Record<string, fc.Arbitrary<LayerCase>>> = {
  linear: ofAnyShape(linear()),
  relu: varied(fc.constantFrom({}, { maxValue: 2 }, { threshold: 1 }, { negativeSlope: 0.3 }, { maxValue: 3, threshold: 1, negativeSlope: 0.5 }), relu),
  leakyRelu: varied(fc.constantFrom(0, 0.01, 0.3, 2), leakyRelu),
  prelu: fc.oneof(
    varied(fc.constantFrom({}, { alphaInitializer: 'heNormal' }, { alphaRegularizer: l2(0.1) }), prelu, 1),
    varied(fc.constantFrom([1], [-1, 1], [2]), sharedAxes => prelu({ sharedAxes, alphaInitializer: 'heNormal' }), 2),
  ),
  relu6: spreadOut(relu6()),
  elu: varied(alpha, elu),
  selu: spreadOut(selu()),
  celu: varied(alpha, celu),
  gelu: varied(fc.boolean(), gelu),
  silu: spreadOut(silu()),
  mish: spreadOut(mish()),
  softplus: spreadOut(softplus()),
  squareplus: varied(fc.constantFrom(0.1, 4), squareplus),
  sparsePlus: spreadOut(sparsePlus()),
  sigmoid: spreadOut(sigmoid()),
  logSigmoid: spreadOut(logSigmoid()),
  hardSigmoid: varied(fc.constantFrom({}, { slope: 0.2 }, { slope: 0.5, offset: 0.1 }), hardSigmoid),
  hardSwish: spreadOut(hardSwish()),
  sparseSigmoid: spreadOut(sparseSigmoid()),
  tanh: spreadOut(tanh()),
  hardTanh: spreadOut(hardTanh()),
  softsign: spreadOut(softsign()),
  softmax: ofAxes(axis => softmax({ axis })),
  logSoftmax: ofAxes(axis => logSoftmax({ axis })),
  sparsemax: alongAxis(axis => sparsemax({ axis })),
  glu: cases(fc.record({ rows: shapes(0, 1), half: fc.integer({ min: 1, max: 2 }), columns: shapes(0, 1) }), ({ rows, half, columns }) => (
    { layer: glu({ axis: rows.length + 1 }), inputs: [[...rows, 2 * half, ...columns]] })),
  exponential: ofAnyShape(exponential()),
  threshold: varied(fc.constantFrom({ threshold: 0 }, { threshold: -1, defaultValue: 2 }), threshold),
  hardShrink: varied(width, hardShrink),
  softShrink: varied(width, softShrink),
  tanhShrink: spreadOut(tanhShrink()),
  step: varied(surrogate, step),
};
