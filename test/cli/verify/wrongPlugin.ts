import { defineLayer, definePlugin, oneToOne, z } from 'chainrule';
import type { Tensor } from 'chainrule';

/**
 * A gain for each feature.
 *
 *     y = x ⊙ g    dx = dy ⊙ g    dg = 3·Σ x ⊙ dy over the batch (the 3 is a mistake)
 */
const gain = defineLayer({
  name: 'gain',
  summary: 'y = x ⊙ g',
  options: () => z.strictObject({}),
  create: () => oneToOne<{ gains: Tensor }>({
    build: input => ({ output: input, parameters: { gains: { shape: input, initializer: { values: () => [1, 1] } } } }),
    forward: (_, x, { gains }) => ({
      y: x.mul(gains),
      backward: dy => ({ x: dy.mul(gains), parameters: { gains: x.mul(dy).sum(0).mul(3) } }),
    }),
  }),
  examples: [{ inputs: [[2]] }],
});

export default definePlugin({ name: 'wrong', contributes: { layers: [gain] } });
