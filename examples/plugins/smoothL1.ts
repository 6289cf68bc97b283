import { defineRegularizer, z } from 'chainrule';

/**
 * A penalty that is like L1 for large weights and like L2 near 0, where it has a derivative.
 *
 *     R(w) = λ·Σ √(w² + ε²)    ∂R/∂w = λ·w / √(w² + ε²)
 *
 * λ is `lambda`, a number or a schedule; ε is `epsilon` > 0.
 */
export const smoothL1 = defineRegularizer({
  name: 'smoothL1',
  summary: 'λ·Σ √(w² + ε²)',
  options: components => z.strictObject({ lambda: z.prefault(components.schedule(), 0.01), epsilon: z.number().positive().default(0.1) }),
  shorthand: 'lambda',
  create: ({ lambda, epsilon }) => ({
    penalty(context, w, sum) {
      const λ = context.scalar('lambda', lambda);
      const root = w.square().add(epsilon ** 2).sqrt();
      return { value: sum(root).mul(λ), gradient: w.div(root).mul(λ) };
    },
  }),
});
