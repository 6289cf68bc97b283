import * as z from 'zod/mini';
import { defineOptimizer } from '../components/definition.ts';
import { withDefault } from '../components/withDefault.ts';
import type { Schedule } from '../schedules/schedule.ts';
import type { Shape } from '../tensor/shape.ts';
import type { Tensor, Tensors } from '../tensor/tensor.ts';
import { descent, descentOptions } from './descent.ts';
import type { Optimizer, SlotSpec } from './optimizer.ts';
import { perParameter } from './perParameter.ts';

/**
 * Adam's scaling in little memory: of a matrix's second moments only the means of rows and of columns are kept. t counts from 1.
 *
 *     β = 1 − t⁻ᶜ        q = g² + ε₁
 *     matrices:      r ← β·r + (1 − β)·mean of q over a row,  k ← β·k + (1 − β)·mean of q over a column,  v = r·k / mean r
 *     else:          v ← β·v + (1 − β)·q
 *     u = g / √v        û = u / max(1, RMS(u) / d)        w ← w − min(η, 1/√t)·max(ε₂, RMS(w))·û
 *
 * RMS(x) = √(mean of x² over the parameter). `relativeStep: false` leaves out the bound 1/√t. η is the learning rate, in units of the weights' own size.
 * c is `decayExponent` in (0, 1], d `clippingThreshold` > 0, ε₁ and ε₂ > 0. There is no momentum. Options: `clipValue`, `clipNorm`, `clipGlobalNorm`, `weightDecay`.
 * Shapes: any; of more than two axes, the last two are the matrix. `rowMeans` lack the last axis, `columnMeans` the one before it.
 * Source: Shazeer, Stern, "Adafactor: adaptive learning rates with sublinear memory cost" (2018).
 */
export const adafactor = defineOptimizer({
  name: 'adafactor',
  summary: 'adam’s scaling with the second moments of a matrix kept as means of its rows and columns',
  options: components => z.strictObject({
    ...descentOptions(components, 0.01),
    /** Bounds the rate by 1/√t. */
    relativeStep: withDefault(z.boolean(), true),
    /** The exponent c: how fast β goes to 1. */
    decayExponent: withDefault(z.number().check(z.positive(), z.lte(1)), 0.8),
    /** The root mean square d to which an update is cut. */
    clippingThreshold: withDefault(z.number().check(z.positive()), 1),
    /** Added to the squares of gradients. */
    epsilon1: withDefault(z.number().check(z.positive()), 1e-30),
    /** The least scale of a parameter, by which its steps are multiplied. */
    epsilon2: withDefault(z.number().check(z.positive()), 1e-3),
  }),
  shorthand: 'learningRate',
  create: ({ learningRate, relativeStep, ...options }) => descent({ ...options, learningRate: relativeStep ? bounded(learningRate) : learningRate }, direction(options)),
});

interface Rule {
  readonly decayExponent: number;
  readonly clippingThreshold: number;
  readonly epsilon1: number;
  readonly epsilon2: number;
}

function bounded(rate: Schedule): Schedule {
  return { at: step => Math.min(rate.at(step), 1 / Math.sqrt(step + 1)) };
}

function direction({ decayExponent, clippingThreshold, epsilon1, epsilon2 }: Rule): Optimizer {
  return perParameter({
    slots: momentSlots,
    scalars: { share: { at: step => (step + 1) ** -decayExponent } },
    update({ gradient, parameter, slots, scalars: { share } }) {
      const moments = nextMoments(slots, gradient.square().add(epsilon1), share);
      const u = overRoot(gradient, moments);
      const size = rootMeanSquare(parameter).maximum(epsilon2);
      return { update: u.mul(size.div(rootMeanSquare(u).div(clippingThreshold).maximum(1))), slots: moments };
    },
  });
}

function momentSlots(shape: Shape): Readonly<Record<string, SlotSpec>> {
  if (shape.length < 2) return { secondMoment: { shape, initial: 0 } };
  return { rowMeans: { shape: shape.slice(0, -1), initial: 0 }, columnMeans: { shape: [...shape.slice(0, -2), ...shape.slice(-1)], initial: 0 } };
}

/** Each slot moved by 1 − β towards its mean of the squares. */
function nextMoments(slots: Tensors, squares: Tensor, share: Tensor): Tensors {
  return Object.fromEntries(Object.entries(slots).map(([name, old]) => [name, old.add(meanFor(name, squares).sub(old).mul(share))]));
}

function meanFor(slot: string, squares: Tensor): Tensor {
  if (slot === 'secondMoment') return squares;
  return squares.mean(slot === 'rowMeans' ? squares.rank - 1 : squares.rank - 2);
}

/** g / √v. The roots are taken apart: where a row and a column are all zeros, the product of their means is below the smallest float32. */
function overRoot(gradient: Tensor, { rowMeans, columnMeans, secondMoment }: Tensors): Tensor {
  if (rowMeans === undefined || columnMeans === undefined) return secondMoment === undefined ? gradient : gradient.div(secondMoment.sqrt());
  const common = rowMeans.mean(-1, true).sqrt().expandDims(-1);
  return gradient.div(rowMeans.sqrt().expandDims(-1)).mul(common.div(columnMeans.sqrt().expandDims(-2)));
}

function rootMeanSquare(x: Tensor): Tensor {
  return x.square().mean().sqrt();
}
