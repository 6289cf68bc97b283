import * as z from 'zod/mini';
import { defineSchedule } from '../components/definition.ts';
import { withDefault } from '../components/withDefault.ts';

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
    /** The value at step 0. */
    initialValue: z.number(),
    /** The steps n that are one unit of time. */
    decaySteps: z.int().check(z.positive()),
    /** How fast the value falls, ρ. */
    decayRate: z.number().check(z.gte(0)),
    /** Falls in stairs. */
    staircase: withDefault(z.boolean(), false),
  }),
  create: ({ initialValue, decaySteps, decayRate, staircase }) => ({
    bounds: [[initialValue, 'initialValue'], [0]],
    at(step) {
      const periods = step / decaySteps;
      return initialValue / (1 + decayRate * (staircase ? Math.floor(periods) : periods));
    },
  }),
});
