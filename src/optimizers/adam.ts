import * as z from 'zod/mini';
import { defineOptimizer } from '../components/definition.ts';
import type { ComponentSchemas } from '../components/definition.ts';
import { withDefault } from '../components/withDefault.ts';
import type { StepScalar } from '../tensor/recordingContext.ts';
import type { Tensor } from '../tensor/tensor.ts';
import { descent } from './descent.ts';
import { momentOptions } from './momentOptions.ts';
import type { Optimizer } from './optimizer.ts';
import { perParameter } from './perParameter.ts';
import { gathered, runningMean } from './runningMean.ts';

/** The options of adam without amsgrad, which has a name of its own too. */
export const adamOptions = (components: ComponentSchemas) => z.strictObject({
  ...momentOptions(components),
  /** Where ε stands: in the formula of the paper’s algorithm, or in its reordering. */
  epsilonPlacement: withDefault(z.enum(['standard', 'epsilonHat']), 'standard'),
});
type AdamOptions = z.output<ReturnType<typeof adamOptions>>;

/**
 * Descent by running means of the gradient and of its square, corrected for their start at 0; t counts from 1.
 *
 *     m ← β₁·m + (1 − β₁)·g        v ← β₂·v + (1 − β₂)·g²
 *     standard:      w ← w − η·(m / (1 − β₁ᵗ)) / (√(v / (1 − β₂ᵗ)) + ε)
 *     epsilonHat:    w ← w − η·√(1 − β₂ᵗ)/(1 − β₁ᵗ)·m / (√v + ε)
 *
 * `standard` is algorithm 1 of the paper, tf.js and PyTorch; `epsilonHat` the paper's reordering of it, with which Keras and scikit-learn compute.
 * β₁, β₂ in [0, 1), ε > 0, η the learning rate. Options: `amsgrad` (see there), `clipValue`, `clipNorm`, `clipGlobalNorm`, and `weightDecay`, with which this is AdamW.
 * Shapes: any; both means and the update have that of the gradient g.
 * Source: Kingma, Ba, "Adam: a method for stochastic optimization" (2015).
 */
export const adam = defineOptimizer({
  name: 'adam',
  summary: 'steps by the mean of gradients over the root of the mean of their squares; AdamW with weightDecay',
  options: components => z.extend(adamOptions(components), {
    /** Divides by the largest mean of squares so far. */
    amsgrad: withDefault(z.boolean(), false),
  }),
  shorthand: 'learningRate',
  create: options => adamDescent(options, options.amsgrad),
});

/** Descent along Adam's direction, for the methods that differ from it by a default or by the second moment. */
export function adamDescent(options: AdamOptions, amsgrad: boolean): Optimizer {
  return descent(options, amsgrad ? amsgradDirection(options) : adamDirection(options));
}

function adamDirection(options: AdamOptions): Optimizer {
  return perParameter({
    slots: { firstMoment: 0, secondMoment: 0 },
    scalars: scalarsOf(options),
    update({ gradient, slots, scalars }) {
      const moments = nextMoments(options, gradient, slots);
      return { update: direction(options, moments.firstMoment, moments.secondMoment, scalars), slots: moments };
    },
  });
}

function amsgradDirection(options: AdamOptions): Optimizer {
  return perParameter({
    slots: { firstMoment: 0, secondMoment: 0, largestSecondMoment: 0 },
    scalars: scalarsOf(options),
    update({ gradient, slots, scalars }) {
      const moments = nextMoments(options, gradient, slots);
      const largestSecondMoment = slots.largestSecondMoment.maximum(moments.secondMoment);
      return { update: direction(options, moments.firstMoment, largestSecondMoment, scalars), slots: { ...moments, largestSecondMoment } };
    },
  });
}

type Moments = Readonly<Record<'firstMoment' | 'secondMoment', Tensor>>;

function nextMoments({ beta1, beta2 }: AdamOptions, gradient: Tensor, { firstMoment, secondMoment }: Moments): Moments {
  return { firstMoment: runningMean(firstMoment, gradient, beta1), secondMoment: runningMean(secondMoment, gradient.square(), beta2) };
}

function direction({ epsilon }: AdamOptions, m: Tensor, v: Tensor, { momentScale, rootScale }: Readonly<Record<keyof Corrections, Tensor>>): Tensor {
  return m.mul(momentScale).div(v.sqrt().mul(rootScale).add(epsilon));
}

type Corrections = Readonly<Record<'momentScale' | 'rootScale', StepScalar>>;

function scalarsOf({ beta1, beta2, epsilonPlacement }: AdamOptions): Corrections {
  return corrections[epsilonPlacement](beta1, beta2);
}

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
