import * as z from 'zod/mini';
import { defineMetric } from '../components/definition.ts';
import { matchTarget } from '../tensor/targets.ts';
import { weightedMean } from './weightedMean.ts';

/**
 * The share of predictions that equal their target, for models whose outputs are labels themselves. It is what Keras calls Accuracy.
 *
 *     accuracy = mean of [a = t]
 *
 * Shapes: prediction a and target t alike; they may differ by a last axis of extent 1.
 * Throws a ShapeError where the target has another shape.
 */
export const labelAccuracy = defineMetric({
  name: 'labelAccuracy',
  summary: 'the share of predictions that equal their target',
  options: () => z.strictObject({}),
  create: () => weightedMean((prediction, target) => prediction.equal(matchTarget(prediction, target)).cast('float'), { better: 'higher' }),
});
