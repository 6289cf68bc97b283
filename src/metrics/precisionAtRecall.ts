import * as z from 'zod/mini';
import { defineMetric } from '../components/definition.ts';
import { bestRate } from './bestRate.ts';
import { curveMetric, curveOptions } from './curveMetric.ts';
import { precisionOf, recallOf } from './rates.ts';

/**
 * The largest precision that a threshold reaches at which the recall is at least that given.
 *
 *     figure = max of tp / (tp + fp) over thresholds with tp / (tp + fn) ≥ recall, 0 where there is none
 *
 * `recall` lies in [0, 1]. The other options, the cost, shapes and what throws are those of `auc`.
 */
export const precisionAtRecall = defineMetric({
  name: 'precisionAtRecall',
  summary: 'the largest precision at which the recall is at least so much',
  options: () => z.strictObject({
    /** The least recall. */
    recall: z.number().check(z.gte(0), z.lte(1)),
    ...curveOptions,
  }),
  shorthand: 'recall',
  create: ({ recall, ...options }) => curveMetric(options, curve => bestRate(curve, precisionOf, recallOf, recall)),
});
