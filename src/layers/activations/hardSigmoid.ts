import * as z from 'zod/mini';
import { defineLayer } from '../../components/definition.ts';
import { withDefault } from '../../components/withDefault.ts';
import { activation } from '../oneToOne.ts';
import { clip } from './clip.ts';

/**
 * A sigmoid of three straight pieces.
 *
 *     y = min(max(a·x + b, 0), 1)    dx = a·dy where 0 < a·x + b < 1, else 0    (0 at both kinks)
 *
 * Shapes: any, kept. a is `slope`, above 0, and b is `offset`. The defaults are those of Keras 3, a = 1/6 and b = 1/2; Keras 2 had a = 0.2.
 */
export const hardSigmoid = defineLayer({
  name: 'hardSigmoid',
  summary: 'y = min(max(x/6 + 1/2, 0), 1)',
  options: () => z.strictObject({
    /** The slope a of the middle piece. */
    slope: withDefault(z.number().check(z.positive()), 1 / 6),
    /** The value b at 0. */
    offset: withDefault(z.number(), 0.5),
  }),
  create: ({ slope, offset }) => activation(x => {
    const { y, inside } = clip(x.mul(slope).add(offset), 0, 1);
    return { y, backward: dy => dy.mul(inside).mul(slope) };
  }),
});
