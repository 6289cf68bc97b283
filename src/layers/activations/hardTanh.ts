import * as z from 'zod/mini';
import { defineLayer } from '../../components/definition.ts';
import { activation } from '../oneToOne.ts';
import { clip } from './clip.ts';

/**
 * A hyperbolic tangent of three straight pieces.
 *
 *     y = min(max(x, −1), 1)    dx = dy where −1 < x < 1, else 0    (0 at both kinks)
 *
 * Shapes: any, kept.
 * Source: Collobert et al., "Natural language processing (almost) from scratch" (2011).
 */
export const hardTanh = defineLayer({
  name: 'hardTanh',
  summary: 'y = min(max(x, −1), 1)',
  options: () => z.strictObject({}),
  create: () => activation(x => {
    const { y, inside } = clip(x, -1, 1);
    return { y, backward: dy => dy.mul(inside) };
  }),
});
