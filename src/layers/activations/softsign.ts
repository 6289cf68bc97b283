import * as z from 'zod/mini';
import { defineLayer } from '../../components/definition.ts';
import { activation } from '../oneToOne.ts';

/**
 * A sigmoid that nears its bounds −1 and 1 slowly.
 *
 *     y = x / (1 + |x|)    dx = dy / (1 + |x|)²
 *
 * Shapes: any, kept.
 * Source: Turian, Bergstra, Bengio, "Quadratic features and deep architectures for chunking" (2009).
 */
export const softsign = defineLayer({
  name: 'softsign',
  summary: 'y = x / (1 + |x|)',
  options: () => z.strictObject({}),
  create: () => activation(x => {
    const divisor = x.abs().add(1);
    return { y: x.div(divisor), backward: dy => dy.div(divisor).div(divisor) };
  }),
});
