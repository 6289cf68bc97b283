import * as z from 'zod/mini';
import { defineLayer } from '../../components/definition.ts';
import { withDefault } from '../../components/withDefault.ts';
import { activation } from '../oneToOne.ts';

/**
 * A smooth rectifier of algebra alone.
 *
 *     r = √(x² + b)    y = (x + r)/2 = max(x, 0) + b/(2·(r + |x|))    dx = dy ⊙ y/r
 *
 * The second form, which is computed, does not cancel for a negative x; where |x| > 10⁸·√b, r is |x| to the last digit, and x² is not computed, which could overflow.
 * Shapes: any, kept. `b`, above 0, makes it the rounder the larger it is; the default is that of Keras.
 * Source: Barron, "Squareplus: a softplus-like algebraic rectifier" (2021).
 */
export const squareplus = defineLayer({
  name: 'squareplus',
  summary: 'y = (x + √(x² + b))/2',
  options: () => z.strictObject({
    /** How round the bend at 0 is. */
    b: withDefault(z.number().check(z.positive()), 4),
  }),
  shorthand: 'b',
  create: ({ b }) => activation(x => {
    const size = x.abs();
    const far = size.greater(1e8 * Math.sqrt(b));
    const root = far.select(size, far.select(0, x).square().add(b).sqrt());
    const y = x.relu().add(x.constant(b / 2).div(root.add(size)));
    return { y, backward: dy => dy.mul(y.div(root)) };
  }),
});
