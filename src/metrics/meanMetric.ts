import * as z from 'zod/mini';
import { defineMetric } from '../components/definition.ts';
import { weightedMean } from './weightedMean.ts';

/**
 * The mean of the predictions themselves, whatever the targets: to see whether a model answers too high or too low on the whole.
 *
 *     figure = mean of a
 *
 * Shapes: prediction [batch, …]; any target.
 */
export const meanMetric = defineMetric({
  name: 'mean',
  summary: 'the mean of the predictions',
  options: () => z.strictObject({}),
  create: () => weightedMean(prediction => prediction),
});
