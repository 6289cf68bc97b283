import * as z from 'zod/mini';
import { defineLayer } from '../../components/definition.ts';
import { withDefault } from '../../components/withDefault.ts';
import { activation } from '../oneToOne.ts';

/**
 * Brings every value nearer to 0 by θ, and small ones to 0: the step by which an L1 penalty moves a weight.
 *
 *     y = sign(x)·max(|x| − θ, 0)    dx = dy where |x| > θ, else 0    (0 at both kinks)
 *
 * Shapes: any, kept. θ is `threshold`, at least 0.
 * Source: Donoho, Johnstone, "Ideal spatial adaptation by wavelet shrinkage" (1994).
 */
export const softShrink = defineLayer({
  name: 'softShrink',
  summary: 'y = sign(x)·max(|x| − θ, 0)',
  options: () => z.strictObject({
    /** The threshold θ, by which every value comes nearer to 0. */
    threshold: withDefault(z.number().check(z.gte(0)), 0.5),
  }),
  shorthand: 'threshold',
  create: ({ threshold }) => activation(x => ({
    y: x.sub(threshold).relu().sub(x.negate().sub(threshold).relu()),
    backward: dy => x.abs().lessEqual(threshold).select(0, dy),
  })),
});
