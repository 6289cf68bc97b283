import * as z from 'zod/mini';
import { defineLayer } from '../../components/definition.ts';
import { withDefault } from '../../components/withDefault.ts';
import { activation } from '../oneToOne.ts';

/**
 * Keeps what lies above a threshold and puts a fixed value in place of the rest.
 *
 *     y = x where x > θ, else v    dx = dy where x > θ, else 0
 *
 * Shapes: any, kept. θ is `threshold`, v is `defaultValue`.
 */
export const threshold = defineLayer({
  name: 'threshold',
  summary: 'y = x where x > θ, else v',
  options: () => z.strictObject({
    /** The threshold θ. */
    threshold: z.number(),
    /** The value v of what lies below. */
    defaultValue: withDefault(z.number(), 0),
  }),
  shorthand: 'threshold',
  create: ({ threshold, defaultValue }) => activation(x => {
    const below = x.lessEqual(threshold);
    return { y: below.select(defaultValue, x), backward: dy => below.select(0, dy) };
  }),
});
