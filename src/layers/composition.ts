import { zerosOf } from '../tensor/functions.ts';
import type { Tensor } from '../tensor/tensor.ts';

/** A gradient, or zeros where there is none: an output that nothing depends on still has its part in its layer's backward. */
export function orZeros(gradient: Tensor | undefined, output: Tensor): Tensor {
  return gradient ?? zerosOf(output, output.shape);
}

/** The sum of those gradients that are defined: of a value with several uses. */
export function sumGradients(gradients: readonly (Tensor | undefined)[]): Tensor | undefined {
  return gradients.reduce((sum, gradient) => (sum === undefined || gradient === undefined ? sum ?? gradient : sum.add(gradient)), undefined);
}

/** The gradient of an input that passes unchanged into an output; undefined for indices and bools. */
export function passGradient(input: Tensor, gradient: Tensor): Tensor | undefined {
  return input.dtype === 'float' ? gradient : undefined;
}
