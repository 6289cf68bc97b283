import * as z from 'zod/mini';
import { defineMetric } from '../components/definition.ts';
import { withDefault } from '../components/withDefault.ts';
import { oneHot } from '../tensor/functions.ts';
import { classIndices } from '../tensor/targets.ts';
import type { Tensor } from '../tensor/tensor.ts';
import { indexRange } from './categoricalAccuracy.ts';
import { requireTopK } from './largest.ts';
import { weightedMean } from './weightedMean.ts';

/**
 * The share of samples whose target class is among the k largest predictions: fewer than k are larger than its own, so that a tie counts as a hit, as in Keras.
 *
 *     accuracy = mean of [#{j: aⱼ > a_class} < k]
 *
 * Logits and probabilities give the same figure. `k` is a whole number from 1.
 * Shapes: prediction [batch, …, classes]; target class indices [batch, …] (or [batch, …, 1]), or rows [batch, …, classes].
 * Throws a ShapeError where the target has neither shape, and for fewer classes than k.
 */
export const topKAccuracy = defineMetric({
  name: 'topKAccuracy',
  summary: 'the share of samples whose target class is among the k largest predictions',
  options: () => z.strictObject({
    /** How many predictions count as an answer. */
    k: withDefault(z.int().check(z.positive()), 5),
  }),
  create: ({ k }) => weightedMean((prediction, target) => topKHits(prediction, target, k), { better: 'higher', targetRange: indexRange }),
});

/** 1 for each hit, else 0: [batch, …]. What is not larger is counted, so that a NaN is no hit. */
function topKHits(prediction: Tensor, target: Tensor, k: number): Tensor {
  const classes = prediction.shape.at(-1) ?? 1;
  const own = oneHot(classIndices(prediction, target), classes).equal(1).select(prediction, 0).sum(-1, true);
  requireTopK(k, classes);
  return prediction.lessEqual(own).cast('float').sum(-1).greater(classes - k).cast('float');
}
