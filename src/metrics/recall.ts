import * as z from 'zod/mini';
import { defineMetric } from '../components/definition.ts';
import { averagedOptions, decisionMetric } from './decisionMetric.ts';
import { recallOf } from './rates.ts';

/**
 * The share of what should be found that was found; with `average: none` the accuracy within each class.
 *
 *     recall = true positives / (true positives + false negatives), 0 where there was nothing to find
 *
 * Options, shapes and what throws are those of `precision`.
 */
export const recall = defineMetric({
  name: 'recall',
  summary: 'true positives / (true positives + false negatives)',
  options: () => z.strictObject(averagedOptions),
  create: options => decisionMetric(options, ['truePositives', 'falseNegatives'], recallOf),
});
