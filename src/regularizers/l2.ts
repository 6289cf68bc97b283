import * as z from 'zod/mini';
import { defineRegularizer } from '../components/definition.ts';
import { nonNegative, within } from '../components/ranges.ts';

/**
 * Penalty on squares (ridge, weight decay in the loss).
 *
 *     R(w) = λ·Σ w²    ∂R/∂w = 2λ·w
 *
 * The λ/2 of textbooks is this with λ halved. λ ≥ 0; it may be a schedule.
 * Shapes: w any; ∂R/∂w that of w. R(w) is a scalar for a parameter, and [batch] for a layer's output: one value a sample.
 * Source: Hoerl, Kennard, "Ridge regression" (1970).
 */
export const l2 = defineRegularizer({
  name: 'l2',
  summary: 'λ·Σ w², gradient 2λ·w',
  options: components => z.strictObject({
    /** The strength λ. */
    lambda: z.prefault(within(components.schedule(), nonNegative), 0.01),
  }),
  shorthand: 'lambda',
  create: ({ lambda }) => ({
    penalty(context, w, sum) {
      const λ = context.scalar('lambda', lambda);
      return { value: sum(w.square()).mul(λ), gradient: w.mul(λ.mul(2)) };
    },
  }),
});
