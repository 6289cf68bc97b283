import { defineOptimizer, perParameter, z } from 'chainrule';

/**
 * Descent with a rate that falls, for each weight, with the gradients that it has seen.
 *
 *     s ← s + g²    w ← w − η·g / (√s + ε)
 *
 * η is `learningRate`, a number or a schedule. Source: Duchi, Hazan, Singer, "Adaptive subgradient methods" (2011).
 */
export const adagrad = defineOptimizer({
  name: 'adagrad',
  summary: 'w ← w − η·g / (√(Σ g²) + ε)',
  options: components => z.strictObject({ learningRate: components.schedule().prefault(0.1), epsilon: z.number().positive().default(1e-7) }),
  shorthand: 'learningRate',
  create: ({ learningRate, epsilon }) => perParameter({
    slots: { squares: 0 },
    scalars: { rate: learningRate },
    update({ gradient, slots: { squares }, scalars: { rate } }) {
      const sum = squares.add(gradient.square());
      return { update: gradient.mul(rate).div(sum.sqrt().add(epsilon)), slots: { squares: sum } };
    },
  }),
});
