import * as z from 'zod/mini';
import { defineMetric } from '../components/definition.ts';
import { bestRate } from './bestRate.ts';
import { curveMetric, curveOptions } from './curveMetric.ts';
import { recallOf, specificityOf } from './rates.ts';

/**
 * The largest sensitivity, or recall, that a threshold reaches at which the specificity is at least that given.
 *
 *     figure = max of tp / (tp + fn) over thresholds with tn / (tn + fp) ≥ specificity, 0 where there is none
 *
 * `specificity` lies in [0, 1]. The other options, the cost, shapes and what throws are those of `auc`.
 */
export const sensitivityAtSpecificity = defineMetric({
  name: 'sensitivityAtSpecificity',
  summary: 'the largest sensitivity at which the specificity is at least so much',
  options: () => z.strictObject({
    /** The least specificity. */
    specificity: z.number().check(z.gte(0), z.lte(1)),
    ...curveOptions,
  }),
  shorthand: 'specificity',
  create: ({ specificity, ...options }) => curveMetric(options, curve => bestRate(curve, recallOf, specificityOf, specificity)),
});
