import * as z from 'zod/mini';
import { defineInitializer } from '../components/definition.ts';
import { withDefault } from '../components/withDefault.ts';
import { fillUniform } from './fill.ts';

/** Evenly spread numbers: w ~ U(min, max). The defaults are those of Keras. */
export const uniform = defineInitializer({
  name: 'uniform',
  summary: 'w ~ U(min, max)',
  options: () => z.strictObject({
    /** The least value. */
    min: withDefault(z.number(), -0.05),
    /** The greatest value. */
    max: withDefault(z.number(), 0.05),
  }).check(z.superRefine(({ min, max }, context) => {
      if (max < min) context.addIssue({ code: 'too_small', origin: 'number', minimum: min, inclusive: true, path: ['max'], input: max });
    })),
  create: ({ min, max }) => ({ values: (shape, random) => fillUniform(shape, random, min, max) }),
});
