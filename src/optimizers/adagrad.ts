import * as z from 'zod/mini';
import { defineOptimizer } from '../components/definition.ts';
import { withDefault } from '../components/withDefault.ts';
import { descent, descentOptions } from './descent.ts';
import { perParameter } from './perParameter.ts';
import { rootEpsilonOptions, safeRoot } from './rootEpsilon.ts';

/**
 * Descent with a rate that falls, for each weight, with the gradients that it has seen.
 *
 *     s ← s + g²        w ← w − η·g / (√s + ε)
 *
 * s starts at `initialAccumulatorValue` ≥ 0. `epsilonPlacement`: `outsideRoot` as above, as in PyTorch; `insideRoot` is √(s + ε), as in Keras, tf.js and scikit-learn.
 * ε > 0, η the learning rate. Options: `clipValue`, `clipNorm`, `clipGlobalNorm`, `weightDecay`.
 * Shapes: any; the accumulator and the update have that of the gradient g.
 * Source: Duchi, Hazan, Singer, "Adaptive subgradient methods for online learning and stochastic optimization" (2011).
 */
export const adagrad = defineOptimizer({
  name: 'adagrad',
  summary: 'w ← w − η·g / (√s + ε), s the sum of all g²',
  options: components => z.strictObject({
    ...descentOptions(components, 0.01),
    /** The sum of squares before the first step. */
    initialAccumulatorValue: withDefault(z.number().check(z.gte(0)), 0.1),
    ...rootEpsilonOptions(),
  }),
  shorthand: 'learningRate',
  create: ({ initialAccumulatorValue, ...options }) => descent(options, perParameter({
    slots: { accumulator: initialAccumulatorValue },
    update({ gradient, slots }) {
      const accumulator = slots.accumulator.add(gradient.square());
      return { update: gradient.div(safeRoot(accumulator, options)), slots: { accumulator } };
    },
  })),
});
