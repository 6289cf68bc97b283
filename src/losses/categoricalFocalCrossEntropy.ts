import * as z from 'zod/mini';
import { defineLoss } from '../components/definition.ts';
import { withDefault } from '../components/withDefault.ts';
import { ShapeError } from '../errors.ts';
import { logSoftmax, softmax } from '../tensor/functions.ts';
import type { Tensor } from '../tensor/tensor.ts';
import { classLoss, classOptions } from './classLoss.ts';
import { focalFactor, focalOptions } from './focalFactor.ts';
import { labelSmoothingOption } from './labelSmoothing.ts';
import { classProbabilities, complement } from './probabilities.ts';
import type { RowReading } from './probabilities.ts';
import type { RowError } from './rowLoss.ts';

/**
 * Cross entropy of exclusive classes that looks away from what is already predicted well; t is the target as a row of probabilities, one-hot for a class index.
 *
 *     e = −Σⱼ αⱼ·tⱼ·(1 − pⱼ)^γ·log pⱼ    ∂e/∂pⱼ = αⱼ·tⱼ·(1 − pⱼ)^γ·(γ·log pⱼ / (1 − pⱼ) − 1 / pⱼ)
 *     from logits z:            p = softmax(z)    de/dz = h − p·Σⱼ hⱼ, h = p·∂e/∂p
 *     from probabilities:       p and the way back as for `categoricalCrossEntropy`
 *
 * γ is `gamma`, at least 0, where it is cross entropy. `alpha`, at least 0, is a number for all classes or a list with one for each; 1 where it is left out.
 * Label smoothing, which comes first, `axis`, `renormalize`, ε and `reduction` as for `categoricalCrossEntropy`.
 * Shapes: prediction [batch, …, classes]; target class indices [batch, …] (or [batch, …, 1]), or rows [batch, …, classes], told apart by shape.
 * Throws a ShapeError where the target has neither shape, where the prediction has a single class or no such axis, and where `alpha` lists another number of classes.
 * Source: Lin, Goyal, Girshick, He, Dollár, "Focal loss for dense object detection" (2017).
 */
export const categoricalFocalCrossEntropy = defineLoss({
  name: 'categoricalFocalCrossEntropy',
  summary: 'cross entropy of exclusive classes that weighs easy answers little',
  options: () => z.strictObject({
    ...classOptions,
    ...focalOptions,
    /** The weight α of all classes, or a list with one for each. */
    alpha: withDefault(z.union([z.number().check(z.gte(0)), z.array(z.number().check(z.gte(0))).check(z.minLength(2))]), 1),
    labelSmoothing: labelSmoothingOption,
    /** Divides probabilities by their sum. */
    renormalize: withDefault(z.boolean(), true),
  }),
  create: ({ gamma, alpha, fromLogits, renormalize, epsilon, ...options }) => classLoss(options, (prediction, { t }) => {
    const balanced = t.mul(alphaRow(prediction, alpha));
    return fromLogits ? ofLogits(prediction, balanced, gamma) : ofProbabilities(prediction, balanced, gamma, { renormalize, epsilon });
  }, fromLogits),
});

function ofLogits(z: Tensor, t: Tensor, gamma: number): RowError {
  const [logP, p] = [logSoftmax(z), softmax(z)];
  const { factor, logarithmicSlope } = focalFactor(logP.expm1().negate(), gamma);
  return {
    rows: t.mul(factor).mul(logP).sum(-1).negate(),
    derivative() {
      const h = t.mul(factor).mul(logarithmicSlope(p.mul(logP)).sub(1));
      return h.sub(p.mul(h.sum(-1, true)));
    },
  };
}

function ofProbabilities(probabilities: Tensor, t: Tensor, gamma: number, reading: RowReading): RowError {
  const { p, backward } = classProbabilities(probabilities, reading);
  const logP = p.log();
  const { factor, logarithmicSlope } = focalFactor(complement(p), gamma);
  return {
    rows: t.mul(factor).mul(logP).sum(-1).negate(),
    derivative: () => backward(t.mul(factor).mul(logarithmicSlope(logP).sub(p.constant(1).div(p)))),
  };
}

function alphaRow(prediction: Tensor, alpha: number | readonly number[]): Tensor | number {
  if (typeof alpha === 'number') return alpha;
  const classes = prediction.shape.at(-1) ?? 1;
  if (alpha.length === classes) return prediction.constant(alpha, [classes]);
  throw new ShapeError('alpha lists another number of classes than are predicted', { got: `${alpha.length}`, expected: `${classes}` });
}
