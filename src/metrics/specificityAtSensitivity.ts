import * as z from 'zod/mini';
import { defineMetric } from '../components/definition.ts';
import { bestRate } from './bestRate.ts';
import { curveMetric, curveOptions } from './curveMetric.ts';
import { recallOf, specificityOf } from './rates.ts';

/**
 * The largest specificity that a threshold reaches at which the sensitivity, or recall, is at least that given.
 *
 *     figure = max of tn / (tn + fp) over thresholds with tp / (tp + fn) ≥ sensitivity, 0 where there is none
 *
 * `sensitivity` lies in [0, 1]. The other options, the cost, shapes and what throws are those of `auc`.
 */
export const specificityAtSensitivity = defineMetric({
  name: 'specificityAtSensitivity',
  summary: 'the largest specificity at which the sensitivity is at least so much',
  options: () => z.strictObject({
    /** The least sensitivity. */
    sensitivity: z.number().check(z.gte(0), z.lte(1)),
    ...curveOptions,
  }),
  shorthand: 'sensitivity',
  create: ({ sensitivity, ...options }) => curveMetric(options, curve => bestRate(curve, specificityOf, recallOf, sensitivity)),
});
