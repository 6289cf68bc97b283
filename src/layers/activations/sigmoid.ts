import * as z from 'zod/mini';
import { defineLayer } from '../../components/definition.ts';
import { activation } from '../oneToOne.ts';

/**
 * The logistic function σ.
 *
 *     y = σ(x) = 1 / (1 + e⁻ˣ)    dx = dy ⊙ y ⊙ (1 − y)
 *
 * Shapes: any, kept.
 * Source: Verhulst, "Notice sur la loi que la population poursuit dans son accroissement" (1838).
 */
export const sigmoid = defineLayer({
  name: 'sigmoid',
  summary: 'y = 1 / (1 + e⁻ˣ)',
  options: () => z.strictObject({}),
  create: () => activation(x => {
    const y = x.sigmoid();
    return { y, backward: dy => dy.mul(y).mul(y.constant(1).sub(y)) };
  }),
});
