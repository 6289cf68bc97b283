import * as z from 'zod/mini';
import { defineInitializer } from '../components/definition.ts';
import { withDefault } from '../components/withDefault.ts';
import { fillNormal } from './fill.ts';

/** Normally distributed numbers, not truncated: w ~ N(mean, σ²). σ ≥ 0 is `standardDeviation`. The defaults are those of Keras. */
export const normal = defineInitializer({
  name: 'normal',
  summary: 'w ~ N(mean, standardDeviation²)',
  options: () => z.strictObject({
    /** The mean. */
    mean: withDefault(z.number(), 0),
    /** The standard deviation. */
    standardDeviation: withDefault(z.number().check(z.gte(0)), 0.05),
  }),
  create: ({ mean, standardDeviation }) => ({ values: (shape, random) => fillNormal(shape, random, mean, standardDeviation) }),
});
