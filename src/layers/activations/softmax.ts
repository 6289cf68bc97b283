import * as z from 'zod/mini';
import { defineLayer } from '../../components/definition.ts';
import { softmax as softmaxOf } from '../../tensor/functions.ts';
import { axisActivation } from '../axisActivation.ts';
import { axesSchema } from '../sampleAxes.ts';

/**
 * Scores to probabilities along an axis, the last unless told, or over several together.
 *
 *     yᵢ = e^xᵢ / Σⱼ e^xⱼ    dx = y ⊙ (dy − Σⱼ dyⱼ·yⱼ)
 *
 * Shapes: x [batch, …, classes], kept. `axis` counts from 1, since 0 is the batch, or from −1 at the end; a list sums over all of its axes.
 * Throws a ShapeError for an input without that axis.
 * Source: Bridle, "Probabilistic interpretation of feedforward classification network outputs" (1990).
 */
export const softmax = defineLayer({
  name: 'softmax',
  summary: 'yᵢ = e^xᵢ / Σⱼ e^xⱼ along an axis',
  options: () => z.strictObject({
    /** The axis of the classes, or several: counted from 1, since 0 is the batch, or from −1 at the end. */
    axis: axesSchema,
  }),
  create: ({ axis }) => axisActivation(axis, (x, axes) => {
    const y = softmaxOf(x, axes);
    return { y, backward: dy => y.mul(dy.sub(dy.mul(y).sum(axes, true))) };
  }),
});
