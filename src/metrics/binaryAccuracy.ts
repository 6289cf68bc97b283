import { z } from 'zod';
import { defineMetric } from '../components/definition.ts';
import { matchTarget } from '../tensor/targets.ts';
import type { Tensor } from '../tensor/tensor.ts';
import { weightedMean } from './weightedMean.ts';

/** How yes or no is read off a prediction. */
export const thresholdOptions = {
  /** True where predictions are logits, as the losses assume: the threshold is 0. For probabilities it is 0.5. */
  fromLogits: z.boolean().default(true),
  /** The threshold itself, in place of these. */
  threshold: z.number().optional(),
};

/** The threshold that the options mean. */
export function thresholdOf({ fromLogits, threshold }: { readonly fromLogits: boolean; readonly threshold?: number | undefined }): number {
  return threshold ?? (fromLogits ? 0 : 0.5);
}

/**
 * The share of yes-or-no predictions that are right: those above the threshold mean 1, the others 0.
 *
 *     accuracy = mean of [[a > threshold] = t]
 *
 * The threshold is 0 for logits, which the losses take by default, and 0.5 for probabilities (`fromLogits: false`).
 * Shapes: prediction and target alike; they may differ by a last axis of extent 1. Targets are 0 or 1.
 * Throws a ShapeError where the target has another shape.
 */
export const binaryAccuracy = defineMetric({
  name: 'binaryAccuracy',
  summary: 'the share of yes-or-no predictions that are right',
  options: () => z.strictObject(thresholdOptions),
  create: options => weightedMean((prediction, target) => binaryHits(prediction, target, thresholdOf(options))),
});

/** 1 for each right element, else 0. */
export function binaryHits(prediction: Tensor, target: Tensor, threshold: number): Tensor {
  return prediction.greater(threshold).cast('float').equal(matchTarget(prediction, target)).cast('float');
}
