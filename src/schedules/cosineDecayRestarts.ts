import * as z from 'zod/mini';
import { defineSchedule } from '../components/definition.ts';
import { withDefault } from '../components/withDefault.ts';
import { fallingCosine } from './fallingCosine.ts';
import { limitOf } from './limitOf.ts';

/**
 * A value that falls along half a cosine wave again and again, over periods that grow.
 *
 *     f(s) = initial·((1 − α)·mⁱ·(1 + cos(π·x)) / 2 + α)
 *     period i takes n·tⁱ steps; x in [0, 1) is how far s is into it
 *
 * n is `firstDecaySteps`, t ≥ 1 is `tMul`, m > 0 is `mMul`, by which each restart begins lower; α is `alpha`, the share of the initial value that each period ends at; s counts from 0.
 * The names are those of Keras' CosineDecayRestarts.
 * Source: Loshchilov, Hutter, "SGDR: stochastic gradient descent with warm restarts" (2017).
 */
export const cosineDecayRestarts = defineSchedule({
  name: 'cosineDecayRestarts',
  summary: 'falls along half a cosine wave again and again, over periods that grow',
  options: () => z.strictObject({
    /** The value at step 0. */
    initialValue: z.number(),
    /** The steps n of the first period. */
    firstDecaySteps: z.int().check(z.positive()),
    /** How many times as long each period is as the one before. */
    tMul: withDefault(z.number().check(z.gte(1)), 2),
    /** What the start of each period is multiplied by. */
    mMul: withDefault(z.number().check(z.positive()), 1),
    /** The share α of the initial value that each period ends at. */
    alpha: withDefault(z.number(), 0),
  }),
  create: ({ initialValue, firstDecaySteps, tMul, mMul, alpha }) => ({
    bounds: [[initialValue, 'initialValue'], [initialValue * alpha, 'alpha'], [limitOf(initialValue * (1 - alpha), mMul) + initialValue * alpha, 'mMul']],
    at(step) {
      const period = periodAt(step / firstDecaySteps, tMul);
      // Counted in steps, whole numbers subtract exactly however late it is.
      const done = (step - firstDecaySteps * startOf(period, tMul)) / (firstDecaySteps * tMul ** period);
      return initialValue * ((1 - alpha) * mMul ** period * fallingCosine(done) + alpha);
    },
  }),
});

/** The number of whole periods in a time that is counted in first periods: the logarithm may be off by one at a restart, where its argument is rounded. */
function periodAt(time: number, growth: number): number {
  if (growth === 1) return Math.floor(time);
  const period = Math.floor(Math.log1p(time * (growth - 1)) / Math.log(growth));
  if (startOf(period, growth) > time) return period - 1;
  return startOf(period + 1, growth) <= time ? period + 1 : period;
}

/** 1 + t + … + tⁱ⁻¹: where period i begins. */
function startOf(period: number, growth: number): number {
  return growth === 1 ? period : (growth ** period - 1) / (growth - 1);
}
