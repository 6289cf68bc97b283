import * as z from 'zod/mini';
import { defineInitializer } from '../components/definition.ts';
import { withDefault } from '../components/withDefault.ts';
import { fillTruncatedNormal } from './fill.ts';

/**
 * Normally distributed numbers, drawn again where they lie further than two standard deviations from the mean. The defaults are those of Keras.
 *
 *     w ~ N(mean, σ²), |w − mean| ≤ 2·σ
 *
 * σ ≥ 0 is `standardDeviation`. What is cut off lowers the standard deviation to 0.88·σ.
 */
export const truncatedNormal = defineInitializer({
  name: 'truncatedNormal',
  summary: 'w ~ N(mean, standardDeviation²), drawn again beyond two standard deviations',
  options: () => z.strictObject({
    /** The mean. */
    mean: withDefault(z.number(), 0),
    /** The standard deviation of the normal distribution that is cut. */
    standardDeviation: withDefault(z.number().check(z.gte(0)), 0.05),
  }),
  create: ({ mean, standardDeviation }) => ({ values: (shape, random) => fillTruncatedNormal(shape, random, mean, standardDeviation) }),
});
