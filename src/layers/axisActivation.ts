import * as z from 'zod/mini';
import { withDefault } from '../components/withDefault.ts';
import type { Tensor } from '../tensor/tensor.ts';
import type { Layer } from './layer.ts';
import { oneToOne } from './oneToOne.ts';
import type { Activation } from './oneToOne.ts';
import { sampleAxes } from './sampleAxes.ts';

/** The schema of an axis of a sample. */
export const axisSchema = z.int().check(z.refine(axis => axis !== 0, 'axis 0 is the batch; the axes of a sample count from 1, or from −1 at the end'));

/** The schema of one axis of a sample or several, the last if left out. */
export const axesSchema = withDefault(z.union([axisSchema, z.readonly(z.array(axisSchema).check(z.minLength(1)))]), -1);

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
