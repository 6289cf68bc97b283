import * as z from 'zod/mini';
import { defineLayer } from '../../components/definition.ts';
import { logSoftmax as logSoftmaxOf } from '../../tensor/functions.ts';
import { axisActivation } from '../axisActivation.ts';
import { axesSchema } from '../sampleAxes.ts';

/**
 * The logarithms of softmax's probabilities, without the digits that a logarithm after softmax would lose.
 *
 *     yᵢ = xᵢ − log Σⱼ e^xⱼ    dx = dy − e^y ⊙ Σⱼ dyⱼ
 *
 * Shapes: x [batch, …, classes], kept. `axis` as in softmax: from 1, or from −1 at the end, or a list.
 * Throws a ShapeError for an input without that axis.
 */
export const logSoftmax = defineLayer({
  name: 'logSoftmax',
  summary: 'yᵢ = xᵢ − log Σⱼ e^xⱼ along an axis',
  options: () => z.strictObject({
    /** The axis of the classes, or several: counted from 1, since 0 is the batch, or from −1 at the end. */
    axis: axesSchema,
  }),
  create: ({ axis }) => axisActivation(axis, (x, axes) => {
    const y = logSoftmaxOf(x, axes);
    return { y, backward: dy => dy.sub(y.exp().mul(dy.sum(axes, true))) };
  }),
});
