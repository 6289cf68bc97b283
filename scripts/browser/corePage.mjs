import { adam, arrays, categoricalCrossEntropy, createRun, dense, sequential, tanh, typescript } from 'chainrule/core';
import { data, lossesOf, training } from '../smokeTraining.mjs';

globalThis.train = async () => lossesOf(await createRun({
  model: sequential([dense({ units: 16, activation: tanh() }), dense({ units: 3 })]), loss: categoricalCrossEntropy(),
  optimizer: adam({ learningRate: 0.03 }), data: arrays(data), training, backend: typescript(), seed: 3,
}));
