import * as z from 'zod/mini';
import { defineLayer } from '../../components/definition.ts';
import { withDefault } from '../../components/withDefault.ts';
import { activation } from '../oneToOne.ts';

/**
 * Sets small values to 0 and keeps the others.
 *
 *     y = x where |x| > θ, else 0    dx = dy where |x| > θ, else 0
 *
 * Shapes: any, kept. θ is `threshold`, at least 0.
 * Source: Donoho, Johnstone, "Ideal spatial adaptation by wavelet shrinkage" (1994).
 */
export const hardShrink = defineLayer({
  name: 'hardShrink',
  summary: 'y = x where |x| > θ, else 0',
  options: () => z.strictObject({
    /** The threshold θ. */
    threshold: withDefault(z.number().check(z.gte(0)), 0.5),
  }),
  shorthand: 'threshold',
  create: ({ threshold }) => activation(x => {
    const small = x.abs().lessEqual(threshold);
    return { y: small.select(0, x), backward: dy => small.select(0, dy) };
  }),
});
