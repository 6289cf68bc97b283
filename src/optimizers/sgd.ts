import * as z from 'zod/mini';
import { defineOptimizer } from '../components/definition.ts';
import { descent, descentOptions } from './descent.ts';

/**
 * Stochastic gradient descent.
 *
 *     w ← w − η·g
 *
 * η the learning rate, may be a schedule. Options: `clipValue`, `clipNorm`, `clipGlobalNorm`, `weightDecay`.
 * Shapes: any; the update has that of the gradient g.
 * Source: Robbins, Monro, "A stochastic approximation method" (1951).
 */
export const sgd = defineOptimizer({
  name: 'sgd',
  summary: 'w ← w − η·g',
  options: components => z.strictObject(descentOptions(components, 0.01)),
  shorthand: 'learningRate',
  create: options => descent(options),
});
