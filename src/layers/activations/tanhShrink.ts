import * as z from 'zod/mini';
import { defineLayer } from '../../components/definition.ts';
import { activation } from '../oneToOne.ts';

/**
 * What the hyperbolic tangent leaves of x: nearly nothing around 0, nearly x ∓ 1 far from it.
 *
 *     y = x − tanh x    dx = dy ⊙ tanh² x
 *
 * Shapes: any, kept.
 */
export const tanhShrink = defineLayer({
  name: 'tanhShrink',
  summary: 'y = x − tanh x',
  options: () => z.strictObject({}),
  create: () => activation(x => {
    const t = x.tanh();
    return { y: x.sub(t), backward: dy => dy.mul(t.square()) };
  }),
});
