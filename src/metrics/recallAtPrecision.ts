import * as z from 'zod/mini';
import { defineMetric } from '../components/definition.ts';
import { bestRate } from './bestRate.ts';
import { curveMetric, curveOptions } from './curveMetric.ts';
import { precisionOf, recallOf } from './rates.ts';

/**
 * The largest recall that a threshold reaches at which the precision is at least that given.
 *
 *     figure = max of tp / (tp + fn) over thresholds with tp / (tp + fp) ≥ precision, 0 where there is none
 *
 * `precision` lies in [0, 1]. The other options, the cost, shapes and what throws are those of `auc`.
 */
export const recallAtPrecision = defineMetric({
  name: 'recallAtPrecision',
  summary: 'the largest recall at which the precision is at least so much',
  options: () => z.strictObject({
    /** The least precision. */
    precision: z.number().check(z.gte(0), z.lte(1)),
    ...curveOptions,
  }),
  shorthand: 'precision',
  create: ({ precision, ...options }) => curveMetric(options, curve => bestRate(curve, recallOf, precisionOf, precision)),
});
