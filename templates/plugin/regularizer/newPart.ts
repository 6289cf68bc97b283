import { definePlugin, defineRegularizer, z } from 'chainrule';

/**
 * A penalty that is like L2 for small weights, and grows slowly for large ones.
 *
 *     R(w) = λ·Σ log(1 + w²)    ∂R/∂w = 2λ·w / (1 + w²)
 *
 * λ is `lambda`, a number or a schedule. Shapes: any.
 */
export const newPart = defineRegularizer({
  name: 'newPart',
  summary: 'λ·Σ log(1 + w²)',
  options: components => z.strictObject({ lambda: z.prefault(components.schedule(), 0.01) }),
  shorthand: 'lambda',
  create: ({ lambda }) => ({
    penalty(context, w, sum) {
      const λ = context.scalar('lambda', lambda);
      const square = w.square();
      return { value: sum(square.log1p()).mul(λ), gradient: w.mul(2).div(square.add(1)).mul(λ) };
    },
  }),
});
export default definePlugin({ name: 'new-part', contributes: { regularizers: [newPart] } });
