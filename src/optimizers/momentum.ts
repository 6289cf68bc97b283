import * as z from 'zod/mini';
import { defineOptimizer } from '../components/definition.ts';
import { fraction, within } from '../components/ranges.ts';
import { withDefault } from '../components/withDefault.ts';
import { descent, descentOptions } from './descent.ts';
import { velocity } from './velocity.ts';

/**
 * Gradient descent with momentum: a velocity gathers past gradients.
 *
 *     v ← β·v + g        w ← w − η·v
 *     Nesterov:          w ← w − η·(g + β·v), v already updated
 *
 * β in [0, 1), may be a schedule; η the learning rate. Options: `clipValue`, `clipNorm`, `clipGlobalNorm`, `weightDecay`.
 * Shapes: any; velocity and update have that of the gradient g.
 * Source: Polyak, "Some methods of speeding up the convergence of iteration methods" (1964); Sutskever et al. (2013) for Nesterov's.
 */
export const momentum = defineOptimizer({
  name: 'momentum',
  summary: 'v ← β·v + g, w ← w − η·v; Nesterov as an option',
  options: components => z.strictObject({
    ...descentOptions(components, 0.01),
    /** β: how much of the velocity stays in a step. */
    momentum: z.prefault(within(components.schedule(), fraction), 0.9),
    /** Looks a step ahead, by Nesterov’s rule. */
    nesterov: withDefault(z.boolean(), false),
  }),
  shorthand: 'learningRate',
  create: ({ momentum: beta, nesterov, ...options }) => descent(options, velocity(beta, nesterov)),
});
