import * as z from 'zod/mini';
import { defineMetric } from '../components/definition.ts';
import { averagedOptions } from './decisionMetric.ts';
import { fScore } from './fBeta.ts';

/**
 * The harmonic mean of precision P and recall R.
 *
 *     F = 2·P·R / (P + R) = 2·tp / (2·tp + fn + fp), 0 where that is 0 / 0
 *
 * Options, shapes and what throws are those of `precision`. `average: macro` is usual here.
 * Source: van Rijsbergen, "Information retrieval" (1979).
 */
export const f1 = defineMetric({
  name: 'f1',
  summary: 'the harmonic mean of precision and recall',
  options: () => z.strictObject(averagedOptions),
  create: options => fScore(1, options),
});
