import * as z from 'zod/mini';
import { defineLayer } from '../../components/definition.ts';
import { activation } from '../oneToOne.ts';

/**
 * The sigmoid linear unit, also called swish.
 *
 *     y = x·σ(x)    dx = dy ⊙ (σ(x) + y·(1 − σ(x)))
 *
 * Shapes: any, kept.
 * Source: Elfwing, Uchibe, Doya, "Sigmoid-weighted linear units for neural network function approximation in reinforcement learning" (2018).
 */
export const silu = defineLayer({
  name: 'silu',
  summary: 'y = x·σ(x)',
  options: () => z.strictObject({}),
  create: () => activation(x => {
    const gate = x.sigmoid();
    const y = x.mul(gate);
    return { y, backward: dy => dy.mul(gate.add(y.mul(y.constant(1).sub(gate)))) };
  }),
});
