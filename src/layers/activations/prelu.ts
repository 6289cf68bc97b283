import * as z from 'zod/mini';
import { defineLayer } from '../../components/definition.ts';
import type { ComponentSchemas } from '../../components/definition.ts';
import { withDefault } from '../../components/withDefault.ts';
import type { Shape } from '../../tensor/shape.ts';
import type { Tensor } from '../../tensor/tensor.ts';
import type { Layer } from '../layer.ts';
import { oneToOne } from '../oneToOne.ts';
import { axisSchema, sampleAxes } from '../sampleAxes.ts';

const options = (components: ComponentSchemas) => z.strictObject({
  /** Axes of a sample along which one slope serves all: counted from 1, or from −1 at the end. */
  sharedAxes: withDefault(z.readonly(z.array(axisSchema)), []),
  /** First values of the slopes α. */
  alphaInitializer: z.prefault(components.initializer(), 'zeros'),
  /** A penalty on the slopes, or a transform of them. */
  alphaRegularizer: z.optional(components.regularizer()),
  /** Keeps the slopes to a constraint, after each update. */
  alphaProjection: z.optional(components.projection()),
});
type PreluOptions = z.output<ReturnType<typeof options>>;

/**
 * The rectifier with a trained slope α for negative inputs.
 *
 *     y = x where x > 0, else α ⊙ x
 *     dx = dy where x > 0, else α ⊙ dy    dα = Σ dy ⊙ min(x, 0) over the batch and `sharedAxes`    (the slope at 0 is α)
 *
 * Shapes: x [batch, …], kept; α has that of a sample, with extent 1 along `sharedAxes`, which count from 1, since 0 is the batch, or from −1 at the end:
 * [1, 2] gives each channel of an image [height, width, channels] one slope.
 * Throws a ShapeError for an input without one of these axes.
 * Source: He, Zhang, Ren, Sun, "Delving deep into rectifiers: surpassing human-level performance on ImageNet classification" (2015).
 */
export const prelu = defineLayer({
  name: 'prelu',
  summary: 'y = x where x > 0, else α ⊙ x with a trained α',
  options,
  create: preluLayer,
});

function preluLayer({ sharedAxes, ...options }: PreluOptions): Layer {
  const summedAxes = (sample: Shape) => [0, ...sampleAxes(sharedAxes, sample)];
  return oneToOne<{ readonly alpha: Tensor }>({
    build(input) {
      const summed = summedAxes(input);
      const shape = input.map((extent, axis) => (summed.includes(axis + 1) ? 1 : extent));
      return { output: input, parameters: { alpha: { shape, initializer: options.alphaInitializer, regularizer: options.alphaRegularizer, projection: options.alphaProjection } } };
    },
    forward(_, x, { alpha }) {
      const negative = x.minimum(0);
      return {
        y: x.relu().add(negative.mul(alpha)),
        backward: dy => ({
          x: dy.mul(x.greater(0).select(1, alpha)),
          parameters: { alpha: dy.mul(negative).sum(summedAxes(x.shape.slice(1))).reshape(alpha.shape) },
        }),
      };
    },
  });
}
