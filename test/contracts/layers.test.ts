import fc from 'fast-check';
import { describe, it } from 'vitest';
import type { LayerInput } from '../../src/components/definition.ts';
import { add, concatenate, dense, flatten, fork, leakyRelu, linear, parallel, relu, residual, sequential, sigmoid, softmax, softplus, step, tanh } from '../../src/layers/index.ts';
import { dropout, l1, l2 } from '../../src/regularizers/index.ts';
import type { Shape } from '../../src/tensor/shape.ts';
import { registerChecks } from '../../src/testing/check.ts';
import { layerContract } from '../../src/testing/layerContract.ts';
import type { LayerContractOptions } from '../../src/testing/layerContract.ts';
import { backends, extent, runContracts, shapes, sizes } from './contracts.ts';
import { auxiliaryCost, centered, lookup, testLayers } from './testLayers.ts';

type LayerCase = Omit<LayerContractOptions, 'backends' | 'plugins'>;

/** Random cases of a layer: one made for random shapes of its inputs. */
function cases<T>(arbitrary: fc.Arbitrary<T>, make: (value: T) => LayerCase): fc.Arbitrary<LayerCase> {
  return fc.record({ value: arbitrary, ...sizes }).map(({ value, ...rest }) => ({ ...rest, ...make(value) }));
}

/** Random cases of a layer that takes one input of any shape. */
const ofAnyShape = (layer: LayerInput, least = 0) => cases(shapes(least), shape => ({ layer, inputs: [shape] }));
const smooth = fc.constantFrom<LayerInput>('tanh', 'sigmoid', 'softplus', 'linear', 'softmax');
/** Several shapes that agree on all but the last axis. */
const side = fc.record({ rows: shapes(0, 2), columns: fc.array(extent, { minLength: 1, maxLength: 3 }) }).map(({ rows, columns }): Shape[] => columns.map(own => [...rows, own]));

runContracts('layer', {
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
}, options => layerContract({ ...options, backends }));

const shared = dense({ units: 4, activation: 'tanh', kernelRegularizer: l2(0.1) });
const sharedActivation = tanh();
const compositions: Readonly<Record<string, LayerCase>> = {
  'a sequence with penalties, dropout and an output regularizer': {
    layer: [dense({ units: 4, activation: 'softplus', kernelRegularizer: l1(0.1), outputRegularizer: l2(0.05) }), dropout(0.3), dense({ units: 2, biasRegularizer: l2(0.3) })], inputs: [[3]], batchSize: 4,
  },
  'dropout on a parameter': { layer: [dense({ units: 3, kernelRegularizer: dropout(0.4) }), tanh()], inputs: [[4]] },
  'a shared layer': { layer: [shared, 'sigmoid', shared, residual(shared)], inputs: [[4]] },
  'a shared activation': { layer: [sharedActivation, dense({ units: 2 }), sharedActivation, fork([sharedActivation, sharedActivation]), 'concatenate'], inputs: [[3]] },
  'a sum of two towers': { layer: [parallel([dense({ units: 3 }), [dense({ units: 2 }), tanh(), dense({ units: 3 })]]), 'add', 'sigmoid'], inputs: [[4], [2]] },
  'two inputs and two outputs': { layer: [parallel([dense({ units: 3 }), dense({ units: 2 })]), 'concatenate', fork([dense({ units: 2 }), ['tanh', dense({ units: 3 })]])], inputs: [[4], [2]] },
  'a residual inside a concatenation': { layer: concatenate([residual([dense({ units: 3 }), tanh()]), sequential(['softmax', residual('tanh')])]), inputs: [[2, 3]] },
  'an auxiliary loss in the middle': { layer: [dense({ units: 3 }), auxiliaryCost(), 'tanh', auxiliaryCost()], inputs: [[4]] },
  'class indices as input': { layer: [lookup(), 'flatten', dense({ units: 2 })], inputs: [{ shape: [3], dtype: 'int32', value: random => random.below(4) }] },
  'batch statistics': { layer: [dense({ units: 2 }), centered(), 'tanh'], inputs: [[3]], dependsOnBatch: 'centred over the batch' },
  'a surrogate with a penalty on its output': { layer: [dense({ units: 3 }), step({ surrogate: 'sigmoid', outputRegularizer: l2(0.1) }), dense({ units: 2 })], inputs: [[3]] },
};

for (const [title, options] of Object.entries(compositions)) {
  registerChecks(title, layerContract({ ...options, label: title, plugins: [testLayers], backends }), { describe, it });
}
