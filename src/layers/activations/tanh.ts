import * as z from 'zod/mini';
import { defineLayer } from '../../components/definition.ts';
import { activation } from '../oneToOne.ts';

/**
 * The hyperbolic tangent.
 *
 *     y = tanh x    dx = dy ⊙ (1 − y²)
 *
 * Shapes: any, kept.
 * Source: LeCun, Bottou, Orr, Müller, "Efficient backprop" (1998).
 */
export const tanh = defineLayer({
  name: 'tanh',
  summary: 'y = tanh x',
  options: () => z.strictObject({}),
  create: () => activation(x => {
    const y = x.tanh();
    return { y, backward: dy => dy.mul(y.constant(1).sub(y.square())) };
  }),
});
