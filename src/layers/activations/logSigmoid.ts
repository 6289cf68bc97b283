import * as z from 'zod/mini';
import { defineLayer } from '../../components/definition.ts';
import { activation } from '../oneToOne.ts';

/**
 * The logarithm of the logistic function.
 *
 *     y = log σ(x) = −log(1 + e⁻ˣ)    dx = dy ⊙ σ(−x)
 *
 * Shapes: any, kept.
 */
export const logSigmoid = defineLayer({
  name: 'logSigmoid',
  summary: 'y = −log(1 + e⁻ˣ)',
  options: () => z.strictObject({}),
  create: () => activation(x => {
    const opposite = x.negate();
    return { y: opposite.softplus().negate(), backward: dy => dy.mul(opposite.sigmoid()) };
  }),
});
