import * as z from 'zod/mini';
import { defineInitializer } from '../components/definition.ts';
import { withDefault } from '../components/withDefault.ts';
import { fillTruncatedNormal } from './fill.ts';

/**
 * Normally distributed numbers, drawn again where they lie further than two standard deviations from the mean. The defaults are those of Keras.
 *
 *     w ~ N(mean, stddev²), |w − mean| ≤ 2·stddev
 *
 * What is cut off lowers the standard deviation to 0.88 · stddev.
 */
export const truncatedNormal = defineInitializer({
  name: 'truncatedNormal',
  summary: 'w ~ N(mean, stddev²), drawn again beyond two standard deviations',
  options: () => z.strictObject({ mean: withDefault(z.number(), 0), stddev: withDefault(z.number().check(z.gte(0)), 0.05) }),
  create: ({ mean, stddev }) => ({ values: (shape, random) => fillTruncatedNormal(shape, random, mean, stddev) }),
});
