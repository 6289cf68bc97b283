import fc from 'fast-check';
import type { LayerInput } from '../../../src/components/definition.ts';
import {
  add, average, concatenate, dense, flatten, fork, maximum, minimum, multiply, parallel, permute, reshape, residual, sequential, subtract, tanh,
} from '../../../src/layers/index.ts';
import { dropout } from '../../../src/regularizers/index.ts';
import type { Shape } from '../../../src/tensor/shape.ts';
import type { LayerReference } from '../../../src/testing/layerReference.ts';
import { extent, shapes } from '../random.ts';
import { activationCases } from './activations.ts';
import { augmentationCases } from './augmentations.ts';
import { cases, ofAnyShape } from './layerCase.ts';
import type { LayerCase } from './layerCase.ts';
import { lambdaCases } from './lambda.ts';
import { along, denseOf, elementwise, merged, softmaxOf, sum } from './layerReferences.ts';
import { statefulLayerCases } from './statefulLayers.ts';

/** Random cases of a layer that merges inputs of one shape: so many of them, between these bounds. */
const merging = (layer: LayerInput, f: (...xs: number[]) => number, min = 1, max = 3) => (
  cases(fc.record({ shape: shapes(), count: fc.integer({ min, max }) }), ({ shape, count }) => ({ layer, inputs: Array.from({ length: count }, () => shape), reference: merged(f) })));
const smoothReferences: Readonly<Record<string, LayerReference>> = {
  tanh: elementwise(Math.tanh), sigmoid: elementwise(x => 1 / (1 + Math.exp(-x))), softplus: elementwise(x => Math.log1p(Math.exp(x))), linear: elementwise(x => x), softmax: along(-1, softmaxOf),
};
const smooth = fc.constantFrom(...Object.keys(smoothReferences));
/** An activation of x·W + b. */
const activated = (units: number, activation: string): LayerReference => ([x], parameters) => {
  const values = Float64Array.from(x === undefined ? [] : denseOf([x], parameters));
  return smoothReferences[activation]?.([{ shape: [...x?.shape.slice(0, -1) ?? [], units], values }], parameters) ?? [];
};
/** Several shapes that agree on all but the last axis. */
const side = fc.record({ rows: shapes(0, 2), columns: fc.array(extent, { minLength: 1, maxLength: 3 }) }).map(({ rows, columns }): Shape[] => columns.map(own => [...rows, own]));

/** Random cases of every layer. */
export const layerCases: Readonly<Record<string, fc.Arbitrary<LayerCase>>> = {
  dense: cases(fc.record({ shape: shapes(1), units: extent, activation: fc.option(smooth, { nil: undefined }), useBias: fc.boolean() }), ({ shape, units, activation, useBias }) => (
    { layer: dense({ units, useBias, ...(activation !== undefined && { activation }) }), inputs: [shape], reference: activated(units, activation ?? 'linear') })),
  flatten: ofAnyShape(flatten()),
  reshape: cases(fc.record({ shape: shapes(1), whole: fc.boolean() }), ({ shape, whole }) => ({ layer: reshape(whole ? shape.toReversed() : [-1, ...shape.slice(1, 2)]), inputs: [shape] })),
  permute: cases(shapes(1).chain(shape => fc.record({ shape: fc.constant(shape), dims: fc.shuffledSubarray(shape.map((_, axis) => axis + 1), { minLength: shape.length }) })), ({ shape, dims }) => (
    { layer: permute(dims), inputs: [shape] })),
  ...activationCases,
  ...statefulLayerCases,
  ...augmentationCases,
  sequential: cases(fc.record({ shape: shapes(1), units: extent, activation: smooth, dropped: fc.boolean() }), ({ shape, units, activation, dropped }) => (
    { layer: sequential([dense({ units: units + 1 }), ...(dropped ? [dropout(0.4)] : []), activation, dense({ units })]), inputs: [shape] })),
  residual: cases(fc.record({ shape: shapes(1), units: extent, projected: fc.boolean() }), ({ shape, units, projected }) => (
    { layer: projected ? residual({ layer: dense({ units, activation: 'tanh' }), projection: dense({ units }) }) : residual([dense({ units: shape.at(-1) ?? 1 }), tanh()]), inputs: [shape] })),
  concatenate: fc.oneof(
    cases(side, inputs => ({ layer: concatenate(), inputs })),
    cases(fc.record({ shape: shapes(1), units: extent }), ({ shape, units }) => ({ layer: concatenate([dense({ units }), 'linear', 'tanh']), inputs: [shape] })),
  ),
  add: merging(add(), (...xs) => sum(xs)),
  subtract: merging(subtract(), (a, b = 0) => a - b, 2, 2),
  multiply: merging(multiply(), (...xs) => xs.reduce((product, x) => product * x)),
  average: merging(average(), (...xs) => sum(xs) / xs.length),
  maximum: merging(maximum(), Math.max),
  minimum: merging(minimum(), Math.min),
  parallel: cases(fc.record({ first: shapes(1), second: shapes(1), units: extent }), ({ first, second, units }) => ({ layer: parallel([dense({ units }), 'tanh']), inputs: [first, second] })),
  ...lambdaCases,
  fork: cases(fc.record({ shape: shapes(1), units: extent }), ({ shape, units }) => ({ layer: fork([dense({ units }), 'sigmoid', [tanh(), dense({ units: 2 })]]), inputs: [shape] })),
};
