import * as z from 'zod';
import { defineSchedule } from '../components/definition.ts';

/**
 * A value that falls by the same ratio ρ every n steps, smoothly or in stairs.
 *
 *     f(s) = initial·ρ^(t / n)              t = max(s − begin, 0)
 *     with `staircase`: initial·ρ^⌊t / n⌋
 *
 * n is `decaySteps`, ρ is `decayRate`, s counts from 0; before the step `begin` the value is the initial one. The names are those of Keras' ExponentialDecay.
 */
export const exponentialDecay = defineSchedule({
  name: 'exponentialDecay',
  summary: 'initial·decayRate^(step / decaySteps), smoothly or in stairs',
  options: () => z.strictObject({
    initialValue: z.number(),
    decaySteps: z.int().positive(),
    decayRate: z.number().positive(),
    staircase: z.boolean().default(false),
    begin: z.int().min(0).default(0),
  }),
  create: ({ initialValue, decaySteps, decayRate, staircase, begin }) => ({
    at(step) {
      const periods = Math.max(step - begin, 0) / decaySteps;
      return initialValue * decayRate ** (staircase ? Math.floor(periods) : periods);
    },
  }),
});
