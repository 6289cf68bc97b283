import * as z from 'zod/mini';
import { defineOptimizer } from '../components/definition.ts';
import type { Optimizer } from './optimizer.ts';
import { shrunkTo } from './shrunkTo.ts';

/**
 * Shrinks all gradients together where their common norm exceeds a limit c; their direction stays.
 *
 *     n = √(Σ g² over all parameters)    g ← g·c / max(n, c)
 *
 * c > 0. A NaN in one gradient makes all of them NaN, so that it is noticed.
 * Shapes: any; the gradients keep theirs; the norm is a scalar.
 * Source: Pascanu, Mikolov, Bengio, "On the difficulty of training recurrent neural networks" (2013).
 */
export const clipByGlobalNorm = defineOptimizer({
  name: 'clipByGlobalNorm',
  summary: 'scales all gradients so that their common norm is at most the limit',
  options: () => z.strictObject({
    /** The greatest common norm. */
    limit: z.number().check(z.positive()),
  }),
  shorthand: 'limit',
  create: ({ limit }) => globalNormClipping(limit),
});

/** The transform itself, for optimizers that begin with it. */
export function globalNormClipping(limit: number): Optimizer {
  return {
    update(_, gradients) {
      if (gradients.size === 0) return { updates: gradients };
      const squares = [...gradients.values()].map(gradient => gradient.square().sum());
      const factor = shrunkTo(limit, squares.reduce((sum, square) => sum.add(square)));
      return { updates: new Map([...gradients].map(([path, gradient]) => [path, gradient.mul(factor)])) };
    },
  };
}
