import * as z from 'zod/mini';
import { defineOptimizer } from '../components/definition.ts';
import type { Optimizer } from './optimizer.ts';
import { perParameter } from './perParameter.ts';
import { shrunkTo } from './shrunkTo.ts';

/**
 * Shrinks each gradient whose norm exceeds a limit c, apart from those of the other parameters; its direction stays.
 *
 *     n = √(Σ g² over the parameter)    g ← g·c / max(n, c)
 *
 * c > 0. A NaN in a gradient makes all of it NaN, so that it is noticed.
 * Shapes: any; the gradients keep theirs; the norms are scalars.
 * Source: Pascanu, Mikolov, Bengio, "On the difficulty of training recurrent neural networks" (2013).
 */
export const clipByNorm = defineOptimizer({
  name: 'clipByNorm',
  summary: 'scales each gradient so that its norm is at most the limit',
  options: () => z.strictObject({
    /** The greatest norm of a gradient. */
    limit: z.number().check(z.positive()),
  }),
  shorthand: 'limit',
  create: ({ limit }) => normClipping(limit),
});

/** The transform itself, for optimizers that begin with it. */
export function normClipping(limit: number): Optimizer {
  return perParameter({ update: ({ gradient }) => ({ update: gradient.mul(shrunkTo(limit, gradient.square().sum())) }) });
}
