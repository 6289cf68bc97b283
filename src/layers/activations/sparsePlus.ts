import * as z from 'zod/mini';
import { defineLayer } from '../../components/definition.ts';
import { activation } from '../oneToOne.ts';

/**
 * A rectifier with a parabola between −1 and 1: smooth, and exactly 0 below.
 *
 *     c = min(max(x, −1), 1)    y = (c + 1)²/4 + max(x − 1, 0)    dx = dy ⊙ (c + 1)/2
 *
 * Shapes: any, kept. As in Keras.
 */
export const sparsePlus = defineLayer({
  name: 'sparsePlus',
  summary: 'y = 0 up to −1, (x + 1)²/4 up to 1, then x',
  options: () => z.strictObject({}),
  create: () => activation(x => {
    const slope = x.maximum(-1).minimum(1).add(1).div(2);
    return { y: slope.square().add(x.sub(1).relu()), backward: dy => dy.mul(slope) };
  }),
});
