import * as z from 'zod/mini';
import { defineMetric } from '../components/definition.ts';
import { elementRange, matchTarget } from '../tensor/targets.ts';
import type { Tensor } from '../tensor/tensor.ts';
import type { MetricContext } from './metric.ts';
import { weightedMean } from './weightedMean.ts';

/** How yes or no is read off a prediction. */
export const thresholdOptions = {
  /** True where predictions are logits: the threshold is 0. False where they are probabilities: it is 0.5. Left out: as the loss takes them. */
  fromLogits: z.optional(z.boolean()),
  /** The threshold itself, in place of these. */
  threshold: z.optional(z.number()),
};

/** How yes or no is read off a prediction; see `thresholdOptions`. */
export interface ThresholdOptions {
  readonly fromLogits?: boolean | undefined;
  readonly threshold?: number | undefined;
}

/** The threshold that the options mean, or else the loss. A loss that knows no logits, a squared error for example, draws the prediction itself to 0 and 1. */
export function thresholdOf({ fromLogits, threshold }: ThresholdOptions, context: MetricContext): number {
  return threshold ?? ((fromLogits ?? context.fromLogits) === true ? 0 : 0.5);
}

/**
 * The share of yes-or-no predictions that are right: those above the threshold mean 1, the others 0.
 *
 *     accuracy = mean of [[a > threshold] = t]
 *
 * The threshold is 0 for logits and 0.5 for probabilities: by `fromLogits`, else by that of the output's loss; with a loss that has none, such as
 * `meanSquaredError`, it is 0.5.
 * Shapes: prediction and target alike; they may differ by a last axis of extent 1. Targets are 0 or 1, others are refused: the losses of a margin take 0 for −1 too.
 * Throws a ShapeError where the target has another shape.
 */
export const binaryAccuracy = defineMetric({
  name: 'binaryAccuracy',
  summary: 'the share of yes-or-no predictions that are right',
  options: () => z.strictObject(thresholdOptions),
  create: options => weightedMean((prediction, target, context) => binaryHits(prediction, target, thresholdOf(options, context)), { better: 'higher', targetRange: yesOrNo }),
});

/** The targets of decisions that are right or wrong: 0 and 1. */
export const yesOrNo = elementRange({ least: 0, greatest: 1, whole: true, labels: '0 or 1 (losses of a margin take 0 for -1 too)' });

/** 1 for each right element, else 0. */
export function binaryHits(prediction: Tensor, target: Tensor, threshold: number): Tensor {
  return prediction.greater(threshold).cast('float').equal(matchTarget(prediction, target)).cast('float');
}
