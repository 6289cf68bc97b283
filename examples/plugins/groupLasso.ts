import { defineRegularizer, z } from 'chainrule';

/**
 * A penalty that drives whole groups of weights to 0: all that leave one input of a dense layer, so that it does without the input.
 *
 *     R(w) = λ·√n·Σ_g |w_g|    ∂R/∂w_g = λ·√n·w_g / |w_g|, 0 where the group is 0
 *
 * A group is what lies along the last axis, n numbers: a row of a kernel [in, out], a whole bias. λ ≥ 0 is `lambda`, a number or a schedule.
 * Source: Yuan, Lin, "Model selection and estimation in regression with grouped variables" (2006).
 */
export const groupLasso = defineRegularizer({
  name: 'groupLasso',
  summary: 'λ·√n·Σ |w_g| over groups of n weights',
  options: components => z.strictObject({ lambda: z.prefault(components.schedule(), 0.01) }),
  shorthand: 'lambda',
  create: ({ lambda }) => ({
    penalty(context, w, sum) {
      const strength = context.scalar('lambda', lambda).mul(Math.sqrt(w.shape.at(-1) ?? 1));
      const squares = w.square().sum(w.rank === 0 ? [] : -1, true);
      const length = squares.sqrt();
      const divisor = length.add(squares.equal(0).cast('float'));
      return { value: sum(length).mul(strength), gradient: w.div(divisor).mul(strength) };
    },
  }),
});
