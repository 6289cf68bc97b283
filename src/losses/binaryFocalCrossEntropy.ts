import * as z from 'zod/mini';
import { defineLoss } from '../components/definition.ts';
import type { Tensor } from '../tensor/tensor.ts';
import { smoothed, surpriseOfLogits, surpriseOfProbabilities } from './binarySurprise.ts';
import type { BinarySurprise } from './binarySurprise.ts';
import { elementLoss } from './elementLoss.ts';
import type { ElementError } from './elementLoss.ts';
import { focalFactor, focalOptions } from './focalFactor.ts';
import { labelSmoothingOption } from './labelSmoothing.ts';
import { complement } from './probabilities.ts';
import { reductionOption } from './reduction.ts';

/**
 * Cross entropy of yes-or-no targets t that looks away from what is already predicted well: for data in which almost every answer is an easy no.
 *
 *     c = −t·log p − (1 − t)·log(1 − p), p = σ(z) from logits, else clipped to [ε, 1 − ε]    u = t·(1 − p) + (1 − t)·p
 *     e = b·u^γ·c            de/dx = b·u^γ·(dc/dx + γ·(1 − 2t)·c/u · dp/dx), dc/dx as for `binaryCrossEntropy`, dp/dz = p·(1 − p)
 *     b = 1; with `alpha`    b = α·t + (1 − α)·(1 − t)
 *
 * γ is `gamma`, at least 0, where it is plain cross entropy; α lies in [0, 1]. Label smoothing, which comes first, ε and `reduction` as for `binaryCrossEntropy`.
 * Shapes: prediction and target alike; they may differ by a last axis of extent 1. Targets lie in [0, 1].
 * Throws a ShapeError where the target has another shape.
 * Source: Lin, Goyal, Girshick, He, Dollár, "Focal loss for dense object detection" (2017).
 */
export const binaryFocalCrossEntropy = defineLoss({
  name: 'binaryFocalCrossEntropy',
  summary: 'cross entropy of yes-or-no targets that weighs easy answers little',
  options: () => z.strictObject({
    ...focalOptions,
    /** The weight α of yes; that of no is 1 − α. Both are 1 if left out. */
    alpha: z.optional(z.number().check(z.gte(0), z.lte(1))),
    reduction: reductionOption,
    labelSmoothing: labelSmoothingOption,
  }),
  create: ({ gamma, alpha, fromLogits, reduction, labelSmoothing, epsilon }) => elementLoss(reduction, (prediction, target) => {
    const t = smoothed(target, labelSmoothing);
    const surprise = fromLogits ? surpriseOfLogits(prediction, t) : surpriseOfProbabilities(prediction, t, epsilon);
    return focused(surprise, t, gamma, alpha);
  }, { fromLogits, range: { least: 0, greatest: 1 } }),
});

function focused({ elements: c, derivative, probability }: BinarySurprise, t: Tensor, gamma: number, alpha: number | undefined): ElementError {
  const { p, rest, slope } = probability();
  const missed = t.mul(rest).add(complement(t).mul(p));
  const { factor, logarithmicSlope } = focalFactor(missed, gamma);
  const balanced = alpha === undefined ? factor : factor.mul(t.mul(2 * alpha - 1).add(1 - alpha));
  return {
    elements: balanced.mul(c),
    derivative: () => balanced.mul(derivative().add(logarithmicSlope(slope).mul(t.mul(-2).add(1)).mul(c))),
  };
}
