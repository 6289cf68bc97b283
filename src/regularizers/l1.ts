import * as z from 'zod/mini';
import { defineRegularizer } from '../components/definition.ts';
import { nonNegative, within } from '../components/ranges.ts';

/**
 * Penalty on absolute values (lasso): drives weights to exactly 0.
 *
 *     R(w) = λ·Σ |w|    ∂R/∂w = λ·sign(w), with sign(0) = 0
 *
 * λ ≥ 0; it may be a schedule.
 * Shapes: w any; ∂R/∂w that of w. R(w) is a scalar for a parameter, and [batch] for a layer's output: one value a sample.
 * Source: Tibshirani, "Regression shrinkage and selection via the lasso" (1996).
 */
export const l1 = defineRegularizer({
  name: 'l1',
  summary: 'λ·Σ |w|, gradient λ·sign(w)',
  options: components => z.strictObject({
    /** The strength λ. */
    lambda: z.prefault(within(components.schedule(), nonNegative), 0.01),
  }),
  shorthand: 'lambda',
  create: ({ lambda }) => ({
    penalty(context, w, sum) {
      const λ = context.scalar('lambda', lambda);
      return { value: sum(w.abs()).mul(λ), gradient: w.sign().mul(λ) };
    },
  }),
});
