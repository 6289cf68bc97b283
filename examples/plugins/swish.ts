import { activation, defineLayer, z } from 'chainrule';

/**
 * A smooth, self-gated rectifier.
 *
 *     y = x·s, s = σ(βx)    dx = dy ⊙ (s + β·y·(1 − s))
 *
 * Shapes: any, kept.
 * Source: Ramachandran, Zoph, Le, "Searching for activation functions" (2017).
 */
export const swish = defineLayer({
  name: 'swish',
  summary: 'y = x·σ(βx)',
  options: () => z.strictObject({ beta: z.number().default(1) }),
  shorthand: 'beta',
  examples: [{ options: { beta: 2 } }],
  create: ({ beta }) => activation(x => {
    const s = x.mul(beta).sigmoid();
    const y = x.mul(s);
    return { y, backward: dy => dy.mul(s.add(y.mul(beta).mul(s.constant(1).sub(s)))) };
  }),
});
