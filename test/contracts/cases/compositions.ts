import { concatenate, dense, fork, parallel, residual, sequential, step, tanh } from '../../../src/layers/index.ts';
import { dropout, l1, l2 } from '../../../src/regularizers/index.ts';
import { auxiliaryCost, centered, counting, lookup } from '../testLayers.ts';
import type { LayerCase } from './layerCase.ts';

const shared = dense({ units: 4, activation: 'tanh', kernelRegularizer: l2(0.1) });
const sharedActivation = tanh();
/** Layers of layers, by what is special about them. */
export const compositions: Readonly<Record<string, LayerCase>> = {
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
  'a buffer': { layer: [dense({ units: 2 }), counting()], inputs: [[3]] },
  'batch statistics': { layer: [dense({ units: 2 }), centered(), 'tanh'], inputs: [[3]], dependsOnBatch: 'centred over the batch' },
  'a perceptron': { layer: dense({ units: 2, activation: step() }), inputs: [[3]] },
  'a surrogate with a penalty on its output': { layer: [dense({ units: 3 }), step({ surrogate: 'sigmoid', outputRegularizer: l2(0.1) }), dense({ units: 2 })], inputs: [[3]] },
};
