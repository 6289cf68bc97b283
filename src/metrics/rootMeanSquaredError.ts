import * as z from 'zod/mini';
import { defineMetric } from '../components/definition.ts';
import { matchTarget } from '../tensor/targets.ts';
import { ratio } from './ratio.ts';
import { weightedMean } from './weightedMean.ts';

/**
 * The root of the mean of squared errors over all samples, in the units of the targets.
 *
 *     figure = √(mean of (a − t)²)
 *
 * Shapes: prediction a and target t alike; they may differ by a last axis of extent 1.
 * Throws a ShapeError where the target has another shape.
 */
export const rootMeanSquaredError = defineMetric({
  name: 'rootMeanSquaredError',
  summary: 'the root of the mean of (a − t)²',
  options: () => z.strictObject({}),
  create: () => ({
    ...weightedMean((prediction, target) => prediction.sub(matchTarget(prediction, target)).square(), { better: 'lower' }),
    result: ({ total = 0, weight = 0 }) => Math.sqrt(ratio(total, weight)),
  }),
});
