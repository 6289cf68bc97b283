import * as z from 'zod/mini';
import { defineMetric } from '../components/definition.ts';
import { withDefault } from '../components/withDefault.ts';
import { averagedOptions, decisionMetric } from './decisionMetric.ts';
import type { Metric } from './metric.ts';
import { ratio } from './ratio.ts';

/**
 * Precision P and recall R in one figure, in which recall counts β times as much.
 *
 *     F = (1 + β²)·P·R / (β²·P + R) = (1 + β²)·tp / ((1 + β²)·tp + β²·fn + fp), 0 where that is 0 / 0
 *
 * `beta` above 0. The other options, shapes and what throws are those of `precision`; to average over classes is usual here: `average: macro`.
 * Source: van Rijsbergen, "Information retrieval" (1979).
 */
export const fBeta = defineMetric({
  name: 'fBeta',
  summary: 'the harmonic mean of precision and recall, recall counting β times as much',
  options: () => z.strictObject({
    /** How many times as much as precision recall counts. */
    beta: withDefault(z.number().check(z.positive()), 1),
    ...averagedOptions,
  }),
  create: ({ beta, ...options }) => fScore(beta, options),
});

/** The metric for a given β. */
export function fScore(beta: number, options: Parameters<typeof decisionMetric>[0]): Metric {
  const square = beta * beta;
  return decisionMetric(options, ['truePositives', 'falsePositives', 'falseNegatives'], ({ truePositives, falsePositives, falseNegatives }) => {
    const found = (1 + square) * truePositives;
    return ratio(found, found + square * falseNegatives + falsePositives);
  });
}
