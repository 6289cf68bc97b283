import { defineLayer, oneToOne, z } from 'chainrule';
import type { Tensor } from 'chainrule';

/**
 * A dense layer whose every unit has a gate, which lets it through or not, as the input says (gated linear unit).
 *
 *     y = a ⊙ s, a = x·W, s = σ(x·V + c)    da = dy ⊙ s, db = dy ⊙ a ⊙ s ⊙ (1 − s)
 *     dx = da·Wᵀ + db·Vᵀ    dW = xᵀ·da    dV = xᵀ·db    dc = Σ_batch db
 *
 * Shapes: x [batch, in] to y [batch, units]; `value` W and `gate` V [in, units], `bias` c [units].
 * Source: Dauphin, Fan, Auli, Grangier, "Language modeling with gated convolutional networks" (2017).
 */
export const gatedUnit = defineLayer({
  name: 'gatedUnit',
  summary: 'y = (x·W) ⊙ σ(x·V + c)',
  options: components => z.strictObject({ units: z.int().positive().describe('The number of outputs.'), kernelInitializer: z.prefault(components.initializer(), 'glorotUniform') }),
  shorthand: 'units',
  examples: [{ options: { units: 3 }, inputs: [[4]] }],
  create: ({ units, kernelInitializer: initializer }) => oneToOne({
    build([features = 1]) {
      const kernel = { shape: [features, units], initializer };
      return { output: [units], parameters: { value: kernel, gate: kernel, bias: { shape: [units], initializer: { values: () => Array<number>(units).fill(0) } } } };
    },
    forward(_, x, { value, gate, bias }: Readonly<Record<'value' | 'gate' | 'bias', Tensor>>) {
      const [a, s] = [x.matMul(value), x.matMul(gate).add(bias).sigmoid()];
      const backward = (dy: Tensor) => {
        const [da, db] = [dy.mul(s), dy.mul(a).mul(s).mul(s.constant(1).sub(s))];
        return { x: da.matMul(value.T).add(db.matMul(gate.T)), parameters: { value: x.T.matMul(da), gate: x.T.matMul(db), bias: db.sum(0) } };
      };
      return { y: a.mul(s), backward };
    },
  }),
});
