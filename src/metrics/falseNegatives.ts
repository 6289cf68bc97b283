import * as z from 'zod/mini';
import { defineMetric } from '../components/definition.ts';
import { countMetric, countOptions } from './countMetric.ts';

/**
 * How often no was wrong, each decision counted by the weight of its sample.
 *
 *     count = Σ w·[t = 1]·[no]
 *
 * Options, shapes and what throws are those of `precision`, but `perClass` gives a list in place of the averages.
 */
export const falseNegatives = defineMetric({
  name: 'falseNegatives',
  summary: 'how often no was wrong',
  options: () => z.strictObject(countOptions),
  create: options => countMetric(options, 'falseNegatives'),
});
