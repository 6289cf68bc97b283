import * as z from 'zod/mini';
import { defineLayer } from '../../components/definition.ts';
import { activation } from '../oneToOne.ts';
import { clip } from './clip.ts';

/**
 * The rectifier with an upper bound of 6.
 *
 *     y = min(max(x, 0), 6)    dx = dy where 0 < x < 6, else 0    (0 at both kinks)
 *
 * Shapes: any, kept.
 * Source: Krizhevsky, "Convolutional deep belief networks on CIFAR-10" (2010).
 */
export const relu6 = defineLayer({
  name: 'relu6',
  summary: 'y = min(max(x, 0), 6)',
  options: () => z.strictObject({}),
  create: () => activation(x => {
    const { y, inside } = clip(x, 0, 6);
    return { y, backward: dy => dy.mul(inside) };
  }),
});
