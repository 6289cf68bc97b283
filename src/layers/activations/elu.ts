import * as z from 'zod/mini';
import { defineLayer } from '../../components/definition.ts';
import { withDefault } from '../../components/withDefault.ts';
import { activation } from '../oneToOne.ts';
import { exponentialUnit } from './exponentialUnit.ts';

/**
 * The exponential linear unit: negative inputs saturate at −α.
 *
 *     y = x where x > 0, else α·(eˣ − 1)    dx = dy where x > 0, else α·eˣ·dy    (the slope at 0 is α)
 *
 * Shapes: any, kept. α is `alpha`, at least 0.
 * Source: Clevert, Unterthiner, Hochreiter, "Fast and accurate deep network learning by exponential linear units" (2016).
 */
export const elu = defineLayer({
  name: 'elu',
  summary: 'y = x where x > 0, else α·(eˣ − 1)',
  options: () => z.strictObject({
    /** The size α of the negative part: very negative inputs come to −α. */
    alpha: withDefault(z.number().check(z.gte(0)), 1),
  }),
  shorthand: 'alpha',
  create: ({ alpha }) => activation(x => exponentialUnit(x, { alpha })),
});
