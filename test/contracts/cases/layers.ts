import fc from 'fast-check';
import type { LayerInput } from '../../../src/components/definition.ts';
import { add, concatenate, dense, flatten, fork, leakyRelu, linear, parallel, relu, residual, sequential, sigmoid, softmax, softplus, step, tanh } from '../../../src/layers/index.ts';
import { dropout } from '../../../src/regularizers/index.ts';
import type { Shape } from '../../../src/tensor/shape.ts';
import type { LayerContractOptions } from '../../../src/testing/layerContract.ts';
import { extent, shapes, sizes } from '../random.ts';

export type LayerCase = Omit<LayerContractOptions, 'backends' | 'plugins'>;

/** Random cases of a layer: one made for random shapes of its inputs. */
function cases<T>(arbitrary: fc.Arbitrary<T>, make: (value: T) => LayerCase): fc.Arbitrary<LayerCase> {
  return fc.record({ value: arbitrary, ...sizes }).map(({ value, ...rest }) => ({ ...rest, ...make(value) }));
}

/** Random cases of a layer that takes one input of any shape. */
const ofAnyShape = (layer: LayerInput, least = 0) => cases(shapes(least), shape => ({ layer, inputs: [shape] }));
const smooth = fc.constantFrom<LayerInput>('tanh', 'sigmoid', 'softplus', 'linear', 'softmax');
/** Several shapes that agree on all but the last axis. */
const side = fc.record({ rows: shapes(0, 2), columns: fc.array(extent, { minLength: 1, maxLength: 3 }) }).map(({ rows, columns }): Shape[] => columns.map(own => [...rows, own]));

/** Random cases of every layer. */
export const layerCases: Readonly<Record<string, fc.Arbitrary<LayerCase>>> = {
  dense: cases(fc.record({ shape: shapes(1), units: extent, activation: fc.option(smooth, { nil: undefined }), useBias: fc.boolean() }), ({ shape, units, activation, useBias }) => (
    { layer: dense({ units, useBias, ...(activation !== undefined && { activation }) }), inputs: [shape] })),
  flatten: ofAnyShape(flatten()),
  linear: ofAnyShape(linear()),
  relu: ofAnyShape(relu()),
  leakyRelu: cases(fc.record({ shape: shapes(), slope: fc.constantFrom(0, 0.01, 0.3, 2) }), ({ shape, slope }) => ({ layer: leakyRelu(slope), inputs: [shape] })),
  sigmoid: ofAnyShape(sigmoid()),
  tanh: ofAnyShape(tanh()),
  softplus: ofAnyShape(softplus()),
  softmax: ofAnyShape(softmax(), 1),
  step: cases(fc.record({ shape: shapes(), surrogate: fc.constantFrom('straightThrough' as const, 'clipped' as const, 'sigmoid' as const) }), ({ shape, surrogate }) => ({ layer: step(surrogate), inputs: [shape] })),
  sequential: cases(fc.record({ shape: shapes(1), units: extent, activation: smooth, dropped: fc.boolean() }), ({ shape, units, activation, dropped }) => (
    { layer: sequential([dense({ units: units + 1 }), ...(dropped ? [dropout(0.4)] : []), activation, dense({ units })]), inputs: [shape] })),
  residual: cases(fc.record({ shape: shapes(1), units: extent, projected: fc.boolean() }), ({ shape, units, projected }) => (
    { layer: projected ? residual({ layer: dense({ units, activation: 'tanh' }), projection: dense({ units }) }) : residual([dense({ units: shape.at(-1) ?? 1 }), tanh()]), inputs: [shape] })),
  concatenate: fc.oneof(
    cases(side, inputs => ({ layer: concatenate(), inputs })),
    cases(fc.record({ shape: shapes(1), units: extent }), ({ shape, units }) => ({ layer: concatenate([dense({ units }), 'linear', 'tanh']), inputs: [shape] })),
  ),
  add: cases(fc.record({ shape: shapes(), count: fc.integer({ min: 1, max: 3 }) }), ({ shape, count }) => ({ layer: add(), inputs: Array.from({ length: count }, () => shape) })),
  parallel: cases(fc.record({ first: shapes(1), second: shapes(1), units: extent }), ({ first, second, units }) => ({ layer: parallel([dense({ units }), 'tanh']), inputs: [first, second] })),
  fork: cases(fc.record({ shape: shapes(1), units: extent }), ({ shape, units }) => ({ layer: fork([dense({ units }), 'sigmoid', [tanh(), dense({ units: 2 })]]), inputs: [shape] })),
};
