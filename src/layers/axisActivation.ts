import type { Tensor } from '../tensor/tensor.ts';
import type { Layer } from './layer.ts';
import { oneToOne } from './oneToOne.ts';
import type { Activation } from './oneToOne.ts';
import { sampleAxes } from './sampleAxes.ts';

/** Makes a Layer of y = f(x) along axes of each sample, which f gets as axes of the batch, with its backward dy → dx. The shape is kept. */
export function axisActivation(axes: number | readonly number[], f: (x: Tensor, axes: readonly number[]) => ReturnType<Activation>): Layer {
  return oneToOne({
    build(input) {
      sampleAxes(axes, input);
      return { output: input };
    },
    forward(_, x) {
      const { y, backward } = f(x, sampleAxes(axes, x.shape.slice(1)));
      return { y, backward: dy => ({ x: backward(dy) }) };
    },
  });
}
