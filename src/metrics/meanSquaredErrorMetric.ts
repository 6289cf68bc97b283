import { z } from 'zod';
import { defineMetric } from '../components/definition.ts';
import { matchTarget } from '../tensor/targets.ts';
import { weightedMean } from './weightedMean.ts';

/**
 * The mean of squared errors, over the elements of a sample and over samples.
 *
 *     figure = mean of (a − t)²
 *
 * Shapes: prediction a and target t alike; they may differ by a last axis of extent 1.
 * Throws a ShapeError where the target has another shape.
 */
export const meanSquaredErrorMetric = defineMetric({
  name: 'meanSquaredError',
  summary: 'the mean of (a − t)²',
  options: () => z.strictObject({}),
  create: () => weightedMean((prediction, target) => prediction.sub(matchTarget(prediction, target)).square()),
});
