import * as z from 'zod/mini';
import { defineSchedule } from '../components/definition.ts';
import { withDefault } from '../components/withDefault.ts';
import { limitOf } from './limitOf.ts';

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
    /** The value at step 0. */
    initialValue: z.number(),
    /** The steps n in which the value falls by `decayRate` once. */
    decaySteps: z.int().check(z.positive()),
    /** The factor ρ of `decaySteps` steps. */
    decayRate: z.number().check(z.positive()),
    /** Falls in stairs. */
    staircase: withDefault(z.boolean(), false),
    /** The step from which on the value falls. */
    begin: withDefault(z.int().check(z.gte(0)), 0),
  }),
  create: ({ initialValue, decaySteps, decayRate, staircase, begin }) => ({
    bounds: [[initialValue, 'initialValue'], [limitOf(initialValue, decayRate), 'decayRate']],
    at(step) {
      const periods = Math.max(step - begin, 0) / decaySteps;
      return initialValue * decayRate ** (staircase ? Math.floor(periods) : periods);
    },
  }),
});
