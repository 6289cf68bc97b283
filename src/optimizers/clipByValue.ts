import * as z from 'zod/mini';
import { defineOptimizer } from '../components/definition.ts';
import type { Optimizer } from './optimizer.ts';
import { perParameter } from './perParameter.ts';

/**
 * Cuts every element of every gradient at a limit c, so that its direction may change.
 *
 *     g ← min(max(g, −c), c)
 *
 * c > 0. A NaN stays one, so that it is noticed.
 * Shapes: any, kept.
 */
export const clipByValue = defineOptimizer({
  name: 'clipByValue',
  summary: 'cuts each element of a gradient at ±limit',
  options: () => z.strictObject({
    /** The greatest magnitude of an element. */
    limit: z.number().check(z.positive()),
  }),
  shorthand: 'limit',
  create: ({ limit }) => valueClipping(limit),
});

/** The transform itself, for optimizers that begin with it. */
export function valueClipping(limit: number): Optimizer {
  return perParameter({ update: ({ gradient }) => ({ update: gradient.maximum(-limit).minimum(limit) }) });
}
