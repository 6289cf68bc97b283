import { zerosOf } from '../tensor/functions.ts';
import type { GradientEngine } from './gradientEngine.ts';

/** Gradients by the backwards that layers, losses and regularizers wrote by hand, recorded into the same graph as the forward. Runs on every backend. */
export const backprop: GradientEngine = {
  name: 'backprop',
  gradients(step, parameters) {
    const { inputs } = step.backward();
    return { inputs, parameters: new Map(parameters.map(({ path, shape }) => [path, step.recording.ledger.get(path) ?? zerosOf(step.total, shape)])) };
  },
};
