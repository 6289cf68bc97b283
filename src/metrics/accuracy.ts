import * as z from 'zod/mini';
import { defineMetric } from '../components/definition.ts';
import { binaryHits, thresholdOf, thresholdOptions, yesOrNo } from './binaryAccuracy.ts';
import { categoricalHits, indexRange } from './categoricalAccuracy.ts';
import { weightedMean } from './weightedMean.ts';

/**
 * The share of right predictions: `categoricalAccuracy` where a sample has several predictions along its last axis, `binaryAccuracy` where it has one.
 *
 *     several: mean of [argmaxⱼ aⱼ = class]    one: mean of [[a > threshold] = t]
 *
 * The threshold, which only the second needs, is 0 for logits and 0.5 for probabilities: by `fromLogits`, else by that of the output's loss; with a loss that
 * has none, such as `meanSquaredError`, it is 0.5. For several yes-or-no predictions a sample name `binaryAccuracy` itself.
 * Shapes: those of the metric that is chosen. Throws a ShapeError where the target has another shape.
 */
export const accuracy = defineMetric({
  name: 'accuracy',
  summary: 'the share of right predictions, categorical or binary by the shape of the predictions',
  options: () => z.strictObject(thresholdOptions),
  create: options => weightedMean((prediction, target, context) => {
    const several = prediction.rank > 1 && prediction.shape.at(-1) !== 1;
    return several ? categoricalHits(prediction, target) : binaryHits(prediction, target, thresholdOf(options, context));
  }, { better: 'higher', targetRange: (prediction, target) => ((prediction.at(-1) ?? 1) === 1 ? yesOrNo : indexRange)(prediction, target) }),
});
