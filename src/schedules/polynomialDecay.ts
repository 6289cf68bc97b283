import * as z from 'zod/mini';
import { defineSchedule } from '../components/definition.ts';
import { withDefault } from '../components/withDefault.ts';

/**
 * A value that goes to another along a power of the time left, a straight line with power 1; then it stays there, or goes again, more slowly each time.
 *
 *     f(s) = final + (initial − final)·(1 − min(t, n) / n)^p          t = max(s − begin, 0)
 *     with `cycle`: n is replaced by n·max(1, ⌈t / n⌉), so that f reaches `final` at every multiple of n and rises again after it
 *
 * n is `decaySteps`, p > 0 is `power`, s counts from 0. The names are those of Keras' PolynomialDecay.
 */
export const polynomialDecay = defineSchedule({
  name: 'polynomialDecay',
  summary: 'to a final value along a power of the time left; in cycles as an option',
  options: () => z.strictObject({
    /** The value at step 0. */
    initialValue: z.number(),
    /** The value at the end. */
    finalValue: withDefault(z.number(), 0),
    /** The steps n of the way. */
    decaySteps: z.int().check(z.positive()),
    /** The power p of the time left. */
    power: withDefault(z.number().check(z.positive()), 1),
    /** Goes again after the end, more slowly each time. */
    cycle: withDefault(z.boolean(), false),
    /** The step from which on the value changes. */
    begin: withDefault(z.int().check(z.gte(0)), 0),
  }),
  create: ({ initialValue, finalValue, decaySteps, power, cycle, begin }) => ({
    bounds: [[initialValue, 'initialValue'], [finalValue, 'finalValue']],
    at(step) {
      const time = Math.max(step - begin, 0);
      const steps = cycle ? decaySteps * Math.max(1, Math.ceil(time / decaySteps)) : decaySteps;
      return finalValue + (initialValue - finalValue) * (1 - Math.min(time, steps) / steps) ** power;
    },
  }),
});
