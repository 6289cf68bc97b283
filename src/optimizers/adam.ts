import { z } from 'zod';
import { defineOptimizer } from '../components/definition.ts';
import type { StepScalar } from '../tensor/recordingContext.ts';
import { descent, descentOptions } from './descent.ts';
import { perParameter } from './perParameter.ts';

const decayRate = () => z.number().min(0).lt(1);

/**
 * Descent by running means of the gradient and of its square, corrected for their start at 0; t counts from 1.
 *
 *     m ← β₁·m + (1 − β₁)·g        v ← β₂·v + (1 − β₂)·g²
 *     standard:      w ← w − η·(m / (1 − β₁ᵗ)) / (√(v / (1 − β₂ᵗ)) + ε)
 *     epsilonHat:    w ← w − η·√(1 − β₂ᵗ)/(1 − β₁ᵗ)·m / (√v + ε)
 *
 * `standard` is algorithm 1 of the paper, tf.js and PyTorch; `epsilonHat` the paper's reordering of it, with which Keras and scikit-learn compute.
 * β₁, β₂ in [0, 1), ε > 0, η the learning rate. Options: `clipGlobalNorm`, and `weightDecay`, with which this is AdamW.
 * Shapes: any; both means and the update have that of the gradient g.
 * Source: Kingma, Ba, "Adam: a method for stochastic optimization" (2015).
 */
export const adam = defineOptimizer({
  name: 'adam',
  summary: 'steps by the mean of gradients over the root of the mean of their squares; AdamW with weightDecay',
  options: components => z.strictObject({
    ...descentOptions(components, 0.001),
    beta1: decayRate().default(0.9),
    beta2: decayRate().default(0.999),
    epsilon: z.number().positive().default(1e-7),
    epsilonPlacement: z.enum(['standard', 'epsilonHat']).default('standard'),
  }),
  shorthand: 'learningRate',
  create: ({ beta1, beta2, epsilon, epsilonPlacement, ...options }) => descent(options, perParameter({
    slots: { firstMoment: 0, secondMoment: 0 },
    scalars: corrections[epsilonPlacement](beta1, beta2),
    update({ gradient, slots: { firstMoment, secondMoment }, scalars: { momentScale, rootScale } }) {
      const m = firstMoment.mul(beta1).add(gradient.mul(1 - beta1));
      const v = secondMoment.mul(beta2).add(gradient.square().mul(1 - beta2));
      const update = m.mul(momentScale).div(v.sqrt().mul(rootScale).add(epsilon));
      return { update, slots: { firstMoment: m, secondMoment: v } };
    },
  })),
});

type Corrections = Readonly<Record<'momentScale' | 'rootScale', StepScalar>>;

/** What m and √v are multiplied by. */
const corrections: Readonly<Record<'standard' | 'epsilonHat', (beta1: number, beta2: number) => Corrections>> = {
  standard: (beta1, beta2) => ({
    momentScale: { at: step => 1 / gathered(beta1, step) },
    rootScale: { at: step => 1 / Math.sqrt(gathered(beta2, step)) },
  }),
  epsilonHat: (beta1, beta2) => ({
    momentScale: { at: step => Math.sqrt(gathered(beta2, step)) / gathered(beta1, step) },
    rootScale: { at: () => 1 },
  }),
};

/** 1 − βᵗ with t = step + 1: the weight that a running mean has gathered since its start at 0. */
function gathered(beta: number, step: number): number {
  return 1 - beta ** (step + 1);
}
