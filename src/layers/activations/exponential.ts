import * as z from 'zod/mini';
import { defineLayer } from '../../components/definition.ts';
import { activation } from '../oneToOne.ts';

/**
 * The exponential function, for outputs that are positive.
 *
 *     y = eˣ    dx = dy ⊙ y
 *
 * Shapes: any, kept.
 */
export const exponential = defineLayer({
  name: 'exponential',
  summary: 'y = eˣ',
  options: () => z.strictObject({}),
  create: () => activation(x => {
    const y = x.exp();
    return { y, backward: dy => dy.mul(y) };
  }),
});
