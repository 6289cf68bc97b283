import * as z from 'zod/mini';
import { defineLayer } from '../../components/definition.ts';
import { withDefault } from '../../components/withDefault.ts';
import { activation } from '../oneToOne.ts';
import type { Activation } from '../oneToOne.ts';

/**
 * The Gaussian error linear unit: x times the probability Φ(x) that a standard normal number is smaller.
 *
 *     Φ(x) = ½·(1 + erf(x/√2))    φ(x) = e^(−x²/2) / √(2π)
 *     y = x·Φ(x)                  dx = dy ⊙ (Φ(x) + x·φ(x))
 *
 * With `approximate` the form of tanh, in which ½·(1 + tanh u) = σ(2u), which loses no digits of small values:
 *
 *     u = √(2/π)·(x + 0.044715·x³)    y = x·σ(2u)    dx = dy ⊙ (σ(2u) + y·(1 − σ(2u))·2u′)
 *
 * Shapes: any, kept.
 * Source: Hendrycks, Gimpel, "Gaussian error linear units" (2016).
 */
export const gelu = defineLayer({
  name: 'gelu',
  summary: 'y = x·Φ(x), Φ the normal distribution function',
  options: () => z.strictObject({
    /** Takes the form of tanh. */
    approximate: withDefault(z.boolean(), false),
  }),
  shorthand: 'approximate',
  create: ({ approximate }) => activation(approximate ? tanhForm : exactForm),
});

const exactForm: Activation = x => {
  const probability = x.mul(Math.SQRT1_2).erf().add(1).mul(0.5);
  return {
    y: x.mul(probability),
    backward: dy => dy.mul(probability.add(x.mul(x.square().mul(-0.5).exp()).mul(1 / Math.sqrt(2 * Math.PI)))),
  };
};

/** 2u = x·(linear + cubic·x²). */
const linear = 2 * Math.sqrt(2 / Math.PI);
const cubic = 0.044715 * linear;

/** From 100 on σ(2u) is 1, and up to −100 it is 0: the square of a larger number could overflow, and 0·∞ is NaN. */
const tanhForm: Activation = x => {
  const near = x.minimum(100).maximum(-100);
  const square = near.square();
  const gate = near.mul(square.mul(cubic).add(linear)).sigmoid();
  const y = x.mul(gate);
  return {
    y,
    backward: dy => dy.mul(gate.add(y.mul(y.constant(1).sub(gate)).mul(square.mul(3 * cubic).add(linear)))),
  };
};
