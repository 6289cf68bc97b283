import { defineOptimizer, definePlugin, perParameter, z } from 'chainrule';

/**
 * Steps along a running sum of gradients.
 *
 *     v ← β·v + g    w ← w − η·v
 *
 * η is `learningRate`, a number or a schedule; β is `momentum` in [0, 1).
 */
export const newPart = defineOptimizer({
  name: 'newPart',
  summary: 'w ← w − η·v, v ← β·v + g',
  options: components => z.strictObject({ learningRate: z.prefault(components.schedule(), 0.01), momentum: z.number().min(0).lt(1).default(0.9) }),
  shorthand: 'learningRate',
  create: ({ learningRate, momentum }) => perParameter({
    slots: { velocity: 0 },
    scalars: { rate: learningRate },
    update({ gradient, slots: { velocity }, scalars: { rate } }) {
      const v = velocity.mul(momentum).add(gradient);
      return { update: v.mul(rate), slots: { velocity: v } };
    },
  }),
});
export default definePlugin({ name: 'new-part', contributes: { optimizers: [newPart] } });
