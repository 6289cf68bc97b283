import { dense, givenValues } from 'chainrule';
import type { Reference } from 'chainrule';

/** The four samples of the notes: X and t, a row a sample. */
export const samples = {
  inputs: [[1, 0.875], [0.25, 1], [0.5, 0.45], [0.75, 0.25]],
  targets: [[1], [0.4], [0.5], [0.6]],
};

/** The 2-3-1 network of the configs, with another output or without biases. */
export function modelOf(output: 'sigmoid' | 'linear', useBias: boolean): readonly Reference<'layer'>[] {
  return [
    dense({
      name: 'hidden', units: 3, activation: 'sigmoid', useBias,
      kernelInitializer: givenValues([[0.1, 0.2, 0.3], [0.4, 0.5, 0.6]]), biasInitializer: givenValues([0.1, -0.2, 0.3]),
    }),
    dense({ name: 'output', units: 1, activation: output, useBias, kernelInitializer: givenValues([[0.7], [0.8], [0.9]]), biasInitializer: givenValues([-0.4]) }),
  ];
}
