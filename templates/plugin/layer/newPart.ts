import { defineLayer, definePlugin, oneToOne, z } from 'chainrule';
import type { Tensor } from 'chainrule';

/**
 * Multiplies each feature by a weight of its own.
 *
 *     y = x ⊙ w    dx = dy ⊙ w    dw = Σ_batch dy ⊙ x
 *
 * Shapes: x any; w that of a sample of x; y as x.
 */
export const newPart = defineLayer({
  name: 'newPart',
  summary: 'y = x ⊙ w',
  options: components => z.strictObject({ initializer: z.prefault(components.initializer(), 'ones').describe('First values of w.') }),
  create: ({ initializer }) => oneToOne<{ readonly w: Tensor }>({
    build: input => ({ output: input, parameters: { w: { shape: input, initializer } } }),
    forward: (_, x, { w }) => ({
      y: x.mul(w),
      backward: dy => ({ x: dy.mul(w), parameters: { w: dy.mul(x).sum(0) } }),
    }),
  }),
});

export default definePlugin({ name: 'new-part', contributes: { layers: [newPart] } });
