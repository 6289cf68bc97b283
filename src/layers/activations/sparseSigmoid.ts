import * as z from 'zod/mini';
import { defineLayer } from '../../components/definition.ts';
import { activation } from '../oneToOne.ts';
import { clip } from './clip.ts';

/**
 * A sigmoid of three straight pieces that is exactly 0 up to −1 and 1 from 1 on: the derivative of sparsePlus.
 *
 *     y = (min(max(x, −1), 1) + 1)/2    dx = dy/2 where −1 < x < 1, else 0    (0 at both kinks)
 *
 * Shapes: any, kept. As in Keras.
 */
export const sparseSigmoid = defineLayer({
  name: 'sparseSigmoid',
  summary: 'y = (min(max(x, −1), 1) + 1)/2',
  options: () => z.strictObject({}),
  create: () => activation(x => {
    const { y, inside } = clip(x, -1, 1);
    return { y: y.add(1).div(2), backward: dy => dy.mul(inside).div(2) };
  }),
});
