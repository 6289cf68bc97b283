import type { ComponentExample } from '../components/definition.ts';
import type { Tensor } from '../tensor/tensor.ts';

/** The kinds of components that have a derivative. */
export type DifferentiatedKind = 'layer' | 'loss' | 'regularizer';

type Examples = Readonly<Record<string, readonly ComponentExample[]>>;

/** A layer of its own each time: one object in two places is one layer. */
const dense = () => ({ use: 'dense', units: 3 });
const probabilities = (...shape: readonly number[]) => ({ shape, range: [0.05, 0.95] }) as const;
const image = [4, 3, 2];

/** Uses of the framework's own components whose defaults and usual shapes do not do. They stand here and not in the definitions, so that a page that trains does not load them. */
export const builtInExamples: Readonly<Record<DifferentiatedKind, Examples>> = {
  layer: {
    dense: [{ options: { units: 3, activation: 'tanh' }, inputs: [[4]] }, { options: { units: 2, useBias: false }, inputs: [[2, 3]] }],
    embedding: [{ options: { vocabularySize: 5, units: 3 }, inputs: [{ shape: [3], dtype: 'int32', range: [0, 4] }] }],
    reshape: [{ options: { targetShape: [2, 3] }, inputs: [[6]] }],
    permute: [{ options: { dims: [2, 1] }, inputs: [[2, 3]] }],
    batchNormalization: [{ inputs: [[3]] }, { inputs: [image] }],
    randomFlip: [{ inputs: [image] }],
    randomShift: [{ options: { height: 1, width: 1 }, inputs: [image] }],
    sequential: [{ options: { layers: [dense(), 'tanh', dense()] }, inputs: [[4]] }],
    residual: [{ options: { layer: [dense(), 'tanh'] }, inputs: [[3]] }, { options: { layer: dense(), projection: dense() }, inputs: [[4]] }],
    concatenate: [{ inputs: [[3], [2]] }, { options: { branches: [dense(), 'tanh'] }, inputs: [[4]] }],
    parallel: [{ options: { layers: [dense(), 'tanh'] }, inputs: [[4], [2]] }],
    fork: [{ options: { layers: [dense(), 'tanh'] }, inputs: [[4]] }],
    lambda: [{ options: { f: (x: Tensor) => x.sigmoid().mul(x) }, inputs: [[4]] }],
    threshold: [{ options: { threshold: 0.5, defaultValue: -1 } }],
    relu: [{}, { options: { maxValue: 2, threshold: 1, negativeSlope: 0.3 } }],
  },
  loss: {
    meanAbsolutePercentageError: [{ inputs: [[3], { shape: [3], range: [0.5, 3] }] }],
    meanSquaredLogarithmicError: [{ inputs: [{ shape: [3], range: [0.1, 3] }, { shape: [3], range: [0.1, 3] }] }],
    poisson: [{ inputs: [{ shape: [3], range: [0.1, 3] }, { shape: [3], range: [0, 4] }] }, { options: { fromLogRate: true }, inputs: [[3], { shape: [3], range: [0, 4] }] }],
    binaryCrossEntropy: [{}, { options: { fromLogits: false }, inputs: [probabilities(3), probabilities(3)] }],
    categoricalCrossEntropy: [{}, { options: { fromLogits: false }, inputs: [probabilities(3), { shape: [], dtype: 'int32', range: [0, 2] }] }],
  },
  regularizer: {
    orthogonal: [{ inputs: [[2, 4]] }],
  },
};
