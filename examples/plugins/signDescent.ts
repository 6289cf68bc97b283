import { defineOptimizer, perParameter, z } from 'chainrule';

/**
 * Steps of one size in the direction of the gathered gradient: only its signs count.
 *
 *     v ← β·v + (1 − β)·g    w ← w − η·sign(v)
 *
 * η is `learningRate`, a number or a schedule; β is `momentum` in [0, 1).
 * Source: Bernstein et al., "signSGD: compressed optimisation for non-convex problems" (2018).
 */
export const signDescent = defineOptimizer({
  name: 'signDescent',
  summary: 'w ← w − η·sign(v), v a running mean of gradients',
  options: components => z.strictObject({ learningRate: z.prefault(components.schedule(), 0.01), momentum: z.number().min(0).lt(1).default(0.9) }),
  shorthand: 'learningRate',
  create: ({ learningRate, momentum }) => perParameter({
    slots: { velocity: 0 },
    scalars: { rate: learningRate },
    update({ gradient, slots: { velocity }, scalars: { rate } }) {
      const v = velocity.mul(momentum).add(gradient.mul(1 - momentum));
      return { update: v.sign().mul(rate), slots: { velocity: v } };
    },
  }),
});
