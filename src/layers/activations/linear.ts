import * as z from 'zod/mini';
import { defineLayer } from '../../components/definition.ts';
import { passGradient } from '../composition.ts';
import { oneToOne } from '../oneToOne.ts';

/**
 * The identity: no activation, and in `parallel` or `fork` the branch that passes its input on.
 *
 *     y = x    dx = dy
 *
 * Shapes: any, kept.
 */
export const linear = defineLayer({
  name: 'linear',
  summary: 'y = x',
  options: () => z.strictObject({}),
  create: () => oneToOne({
    forward: (_, x) => ({ y: x, backward: dy => ({ x: passGradient(x, dy) }) }),
  }),
});
