import * as z from 'zod/mini';
import { defineLayer } from '../../components/definition.ts';
import { withDefault } from '../../components/withDefault.ts';
import { activation } from '../oneToOne.ts';
import { exponentialUnit } from './exponentialUnit.ts';

/**
 * The exponential linear unit without its kink: the slope at 0 is 1 for every α.
 *
 *     y = x where x > 0, else α·(e^(x/α) − 1)    dx = dy where x > 0, else e^(x/α)·dy
 *
 * Shapes: any, kept. α is `alpha`, above 0.
 * Source: Barron, "Continuously differentiable exponential linear units" (2017).
 */
export const celu = defineLayer({
  name: 'celu',
  summary: 'y = x where x > 0, else α·(e^(x/α) − 1)',
  options: () => z.strictObject({
    /** The size α of the negative part: very negative inputs come to −α. */
    alpha: withDefault(z.number().check(z.positive()), 1),
  }),
  shorthand: 'alpha',
  create: ({ alpha }) => activation(x => exponentialUnit(x, { alpha, width: alpha })),
});
