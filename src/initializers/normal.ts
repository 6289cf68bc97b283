import * as z from 'zod';
import { defineInitializer } from '../components/definition.ts';
import { fillNormal } from './fill.ts';

/** Normally distributed numbers, not truncated: w ~ N(mean, stddev²). The defaults are those of Keras. */
export const normal = defineInitializer({
  name: 'normal',
  summary: 'w ~ N(mean, stddev²)',
  options: () => z.strictObject({ mean: z.number().default(0), stddev: z.number().min(0).default(0.05) }),
  create: ({ mean, stddev }) => ({ values: (shape, random) => fillNormal(shape, random, mean, stddev) }),
});
