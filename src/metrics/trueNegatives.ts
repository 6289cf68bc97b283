import * as z from 'zod/mini';
import { defineMetric } from '../components/definition.ts';
import { countMetric, countOptions } from './countMetric.ts';

/**
 * How often no was right, each decision counted by the weight of its sample.
 *
 *     count = Σ w·[t = 0]·[no]
 *
 * Options, shapes and what throws are those of `precision`, but `perClass` gives a list in place of the averages.
 */
export const trueNegatives = defineMetric({
  name: 'trueNegatives',
  summary: 'how often no was right',
  options: () => z.strictObject(countOptions),
  create: options => countMetric(options, 'trueNegatives'),
});
