import { recordSurrogate } from '../model/recordSurrogate.ts';
import { record } from '../tensor/tensor.ts';
import type { GradientEngine } from './gradientEngine.ts';

/** Gradients by the backend's own automatic differentiation of the recorded forward: `gradient` nodes, which the `tfjs` backend runs under its tape. */
export const autodiff: GradientEngine = {
  name: 'autodiff',
  recordSurrogate,
  gradients(step, parameters, ofInputs) {
    const of = (path: string, shape: readonly number[]) => record('gradient', [step.total, step.recording.state(`parameters/${path}`, shape)], {});
    return {
      parameters: new Map(parameters.map(({ path, shape }) => [path, of(path, shape)])),
      inputs: ofInputs ? step.inputs.map(input => (input.dtype === 'float' ? record('gradient', [step.total, input], {}) : undefined)) : [],
    };
  },
};
