import type { GradientEngine } from './gradientEngine.ts';

/** Gradients by the backwards that layers, losses and regularizers wrote by hand, recorded into the same graph as the forward. Runs on every backend. */
export const backprop: GradientEngine = {
  name: 'backprop',
  wrapsSurrogates: false,
  gradients(step, parameters) {
    const { inputs } = step.backward();
    const zeros = (shape: readonly number[]) => step.total.constant(0).broadcastTo(shape);
    return { inputs, parameters: new Map(parameters.map(({ path, shape }) => [path, step.recording.ledger.get(path) ?? zeros(shape)])) };
  },
};
