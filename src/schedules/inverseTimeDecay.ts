import * as z from 'zod';
import { defineSchedule } from '../components/definition.ts';

/**
 * A value that falls as one over the time, smoothly or in stairs.
 *
 *     f(s) = initial / (1 + ρ·s / n)
 *     with `staircase`: initial / (1 + ρ·⌊s / n⌋)
 *
 * n is `decaySteps`, ρ ≥ 0 is `decayRate`, s counts from 0. The names are those of Keras' InverseTimeDecay.
 * Source: Robbins, Monro, "A stochastic approximation method" (1951), for rates that fall as 1 / s.
 */
export const inverseTimeDecay = defineSchedule({
  name: 'inverseTimeDecay',
  summary: 'initial / (1 + decayRate·step / decaySteps), smoothly or in stairs',
  options: () => z.strictObject({
    initialValue: z.number(),
    decaySteps: z.int().positive(),
    decayRate: z.number().min(0),
    staircase: z.boolean().default(false),
  }),
  create: ({ initialValue, decaySteps, decayRate, staircase }) => ({
    at(step) {
      const periods = step / decaySteps;
      return initialValue / (1 + decayRate * (staircase ? Math.floor(periods) : periods));
    },
  }),
});
