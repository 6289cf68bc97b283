import * as z from 'zod';
import { defineInitializer } from '../components/definition.ts';
import { fillUniform } from './fill.ts';

/** Evenly spread numbers: w ~ U(min, max). The defaults are those of Keras. */
export const uniform = defineInitializer({
  name: 'uniform',
  summary: 'w ~ U(min, max)',
  options: () => z.strictObject({ min: z.number().default(-0.05), max: z.number().default(0.05) })
    .superRefine(({ min, max }, context) => {
      if (max < min) context.addIssue({ code: 'too_small', origin: 'number', minimum: min, inclusive: true, path: ['max'], input: max });
    }),
  create: ({ min, max }) => ({ values: (shape, random) => fillUniform(shape, random, min, max) }),
});
