import * as z from 'zod/mini';
import { defineSchedule } from '../components/definition.ts';
import { withDefault } from '../components/withDefault.ts';
import { fallingCosine } from './fallingCosine.ts';

/**
 * A value that falls along half a cosine wave, then stays.
 *
 *     f(s) = initial·((1 − α)·c^p + α)          c = (1 + cos(π·min(s, n) / n)) / 2
 *
 * n is `decaySteps`, α is `alpha`, the share of the initial value that is left at the end; p > 0 is `exponent`; s counts from 0.
 * A climb before it is a `warmUp` whose schedule this is: the n steps then count from its end.
 * Source: Loshchilov, Hutter, "SGDR: stochastic gradient descent with warm restarts" (2017).
 */
export const cosineDecay = defineSchedule({
  name: 'cosineDecay',
  summary: 'falls along half a cosine wave, to a share of its initial value',
  options: () => z.strictObject({
    /** The value at step 0. */
    initialValue: z.number(),
    /** The steps n of the fall. */
    decaySteps: z.int().check(z.positive()),
    /** The share α of the initial value that is left at the end. */
    alpha: withDefault(z.number(), 0),
    /** The power p of the cosine wave. */
    exponent: withDefault(z.number().check(z.positive()), 1),
  }),
  create: ({ initialValue, decaySteps, alpha, exponent }) => ({
    bounds: [[initialValue, 'initialValue'], [initialValue * alpha, 'alpha']],
    at: step => initialValue * ((1 - alpha) * fallingCosine(step / decaySteps) ** exponent + alpha),
  }),
});
