import * as z from 'zod/mini';
import { defineLayer } from '../../components/definition.ts';
import { activation } from '../oneToOne.ts';

/**
 * A smooth function near the rectifier that dips below 0 for small negative inputs.
 *
 *     t = tanh(log(1 + eˣ))    y = x·t    dx = dy ⊙ (t + x·σ(x)·(1 − t²))
 *
 * Shapes: any, kept.
 * Source: Misra, "Mish: a self regularized non-monotonic activation function" (2019).
 */
export const mish = defineLayer({
  name: 'mish',
  summary: 'y = x·tanh(log(1 + eˣ))',
  options: () => z.strictObject({}),
  create: () => activation(x => {
    const t = x.softplus().tanh();
    return { y: x.mul(t), backward: dy => dy.mul(t.add(x.mul(x.sigmoid()).mul(t.constant(1).sub(t.square())))) };
  }),
});
