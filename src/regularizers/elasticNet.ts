import * as z from 'zod/mini';
import { defineRegularizer } from '../components/definition.ts';
import { nonNegative, within } from '../components/ranges.ts';

/**
 * Penalty on absolute values and on squares together.
 *
 *     R(w) = λ₁·Σ |w| + λ₂·Σ w²    ∂R/∂w = λ₁·sign(w) + 2λ₂·w, with sign(0) = 0
 *
 * λ₁ is `l1`, λ₂ is `l2`, both ≥ 0; they may be schedules.
 * Shapes: w any; ∂R/∂w that of w. R(w) is a scalar for a parameter, and [batch] for a layer's output: one value a sample.
 * Source: Zou, Hastie, "Regularization and variable selection via the elastic net" (2005).
 */
export const elasticNet = defineRegularizer({
  name: 'elasticNet',
  summary: 'λ₁·Σ |w| + λ₂·Σ w²',
  options: components => z.strictObject({
    /** The strength λ₁ of the absolute values. */
    l1: z.prefault(within(components.schedule(), nonNegative), 0.01),
    /** The strength λ₂ of the squares. */
    l2: z.prefault(within(components.schedule(), nonNegative), 0.01),
  }),
  create: ({ l1, l2 }) => ({
    penalty(context, w, sum) {
      const λ1 = context.scalar('l1', l1);
      const λ2 = context.scalar('l2', l2);
      return {
        value: sum(w.abs()).mul(λ1).add(sum(w.square()).mul(λ2)),
        gradient: w.sign().mul(λ1).add(w.mul(λ2.mul(2))),
      };
    },
  }),
});
