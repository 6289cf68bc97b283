import * as z from 'zod/mini';
import { defineMetric } from '../components/definition.ts';
import { matchTarget } from '../tensor/targets.ts';
import type { Tensor } from '../tensor/tensor.ts';
import { weightedMean } from './weightedMean.ts';

/** The least squared length that a row is divided by, as in Keras: a row of zeros is similar to nothing. */
const leastSquare = 1e-12;

/**
 * The cosine of the angle between predictions and targets along the last axis: 1 for the same direction, −1 for the opposite.
 *
 *     figure = mean of Σⱼ aⱼ·tⱼ / (‖a‖·‖t‖)
 *
 * The loss of this name is its negative.
 * Shapes: prediction and target alike, [batch, …, components]; they may differ by a last axis of extent 1.
 * Throws a ShapeError where the target has another shape.
 */
export const cosineSimilarityMetric = defineMetric({
  name: 'cosineSimilarity',
  summary: 'the cosine of the angle between predictions and targets',
  options: () => z.strictObject({}),
  create: () => weightedMean((prediction, target) => normalized(prediction).mul(normalized(matchTarget(prediction, target))).sum(-1), { better: 'higher' }),
});

function normalized(rows: Tensor): Tensor {
  return rows.div(rows.square().sum(-1, true).maximum(leastSquare).sqrt());
}
