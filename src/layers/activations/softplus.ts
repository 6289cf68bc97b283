import * as z from 'zod/mini';
import { defineLayer } from '../../components/definition.ts';
import { activation } from '../oneToOne.ts';

/**
 * A smooth rectifier.
 *
 *     y = log(1 + eˣ)    dx = dy ⊙ σ(x)
 *
 * Shapes: any, kept.
 * Source: Dugas et al., "Incorporating second-order functional knowledge for better option pricing" (2001).
 */
export const softplus = defineLayer({
  name: 'softplus',
  summary: 'y = log(1 + eˣ)',
  options: () => z.strictObject({}),
  create: () => activation(x => ({ y: x.softplus(), backward: dy => dy.mul(x.sigmoid()) })),
});
