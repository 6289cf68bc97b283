import * as z from 'zod/mini';
import { defineLayer } from '../../components/definition.ts';
import { activation } from '../oneToOne.ts';
import { clip } from './clip.ts';

/**
 * silu with a sigmoid of three straight pieces; Keras calls it hard_silu.
 *
 *     h = min(max(x/6 + 1/2, 0), 1)    y = x·h    dx = dy ⊙ (h + x/6 where −3 < x < 3)    (0 at −3, 1 at 3)
 *
 * Shapes: any, kept.
 * Source: Howard et al., "Searching for MobileNetV3" (2019).
 */
export const hardSwish = defineLayer({
  name: 'hardSwish',
  summary: 'y = x·min(max(x/6 + 1/2, 0), 1)',
  options: () => z.strictObject({}),
  create: () => activation(x => {
    const { y: gate, inside } = clip(x.div(6).add(0.5), 0, 1);
    return { y: x.mul(gate), backward: dy => dy.mul(gate.add(x.div(6).mul(inside))) };
  }),
});
