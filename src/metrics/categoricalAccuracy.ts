import * as z from 'zod/mini';
import { defineMetric } from '../components/definition.ts';
import type { Shape } from '../tensor/shape.ts';
import { classForm, classIndices, classRange } from '../tensor/targets.ts';
import type { TargetRange } from '../tensor/targets.ts';
import type { Tensor } from '../tensor/tensor.ts';
import { weightedMean } from './weightedMean.ts';

/**
 * The share of samples whose largest prediction is that of the target class; of equal ones the first counts.
 *
 *     accuracy = mean of [argmaxⱼ aⱼ = class]
 *
 * Logits and probabilities give the same figure.
 * Shapes: prediction [batch, …, classes]; target class indices [batch, …] (or [batch, …, 1]), or rows [batch, …, classes].
 * Throws a ShapeError where the target has neither shape, and where the prediction has a single class.
 */
export const categoricalAccuracy = defineMetric({
  name: 'categoricalAccuracy',
  summary: 'the share of samples whose largest prediction is that of the target class',
  options: () => z.strictObject({}),
  create: () => weightedMean(categoricalHits, { better: 'higher', targetRange: indexRange }),
});

/** Class indices of the predictions, for the shapes of a sample; of rows the largest counts, whatever the numbers. */
export function indexRange(prediction: Shape, target: Shape): TargetRange | undefined {
  return classForm(prediction, target) === 'index' ? classRange(prediction) : undefined;
}

/** 1 for each right row, else 0: [batch, …]. */
export function categoricalHits(prediction: Tensor, target: Tensor): Tensor {
  const classes = classIndices(prediction, target);
  return prediction.argMax(-1).equal(classes).cast('float');
}
