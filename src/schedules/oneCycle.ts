import * as z from 'zod/mini';
import { defineSchedule } from '../components/definition.ts';
import { withDefault } from '../components/withDefault.ts';
import { fallingCosine } from './fallingCosine.ts';
import type { Bound } from './schedule.ts';

const defaultShare = 0.3;

/**
 * A value that climbs to a peak and falls far below its start, once in a run: the one-cycle policy.
 *
 *     two phases:    initial → peak → final     the peak lies at step r·n − 1, the end at n − 1
 *     three phases:  initial → peak → initial → final     the way back down ends at step 2·r·n − 2
 *     within a phase from a at step u to b at step v:  b + (a − b)·(1 + cos(π·x)) / 2, or the straight line b + (a − b)·(1 − x)     x = (s − u) / (v − u)
 *
 * n is `totalSteps`, r in (1 / n, 1) is `risingShare`, below ½ with three phases; s counts from 0 and the final value stays. `initialValue` is the peak / 25 unless given,
 * `finalValue` the initial value / 10⁴. For the momentum that goes down as the rate goes up, choose a peak below the initial value.
 * Phases and defaults are those of PyTorch's OneCycleLR.
 * Source: Smith, "A disciplined approach to neural network hyper-parameters" (2018).
 */
export const oneCycle = defineSchedule({
  name: 'oneCycle',
  summary: 'climbs to a peak and falls far below its start, once in a run',
  options: () => z.strictObject({
    /** The value at the peak. */
    peakValue: z.number(),
    /** The steps n of the run. */
    totalSteps: z.int().check(z.gte(2)),
    /** The value at step 0; the peak / 25 if left out. */
    initialValue: z.optional(z.number()),
    /** The value at the end; the initial value / 10⁴ if left out. */
    finalValue: z.optional(z.number()),
    /** The share r of the steps until the peak. */
    risingShare: withDefault(z.number().check(z.gt(0), z.lt(1)), defaultShare),
    /** The form of a phase: half a cosine wave, or a straight line. */
    annealing: withDefault(z.enum(['cosine', 'linear']), 'cosine'),
    /** Two: up and down; three: up, back, and further down. */
    phases: withDefault(z.union([z.literal(2), z.literal(3)]), 2),
  }).check(z.superRefine(({ phases, risingShare, totalSteps }, context) => {
    const issue = { origin: 'number' as const, inclusive: false, input: risingShare, path: ['risingShare'] };
    if (phases === 3 && risingShare >= 0.5) context.addIssue({ ...issue, code: 'too_big', maximum: 0.5 });
    if (risingShare * totalSteps > 1) return;
    if (risingShare !== defaultShare) context.addIssue({ ...issue, code: 'too_small', minimum: 1 / totalSteps });
    else context.addIssue({ code: 'custom', message: `too few steps to reach the peak: with the default risingShare of ${defaultShare} at least 4 are needed`, input: totalSteps, path: ['totalSteps'] });
  })),
  create({ peakValue, totalSteps, initialValue = peakValue / 25, finalValue = initialValue / 1e4, risingShare, annealing, phases }) {
    const rise = risingShare * totalSteps;
    const back = phases === 3 ? [{ end: 2 * rise - 2, value: initialValue }] : [];
    const points = [{ end: 0, value: initialValue }, { end: rise - 1, value: peakValue }, ...back, { end: totalSteps - 1, value: finalValue }];
    // What a default is made of stands before it: where the default is out of a range, so is that.
    const bounds = Object.entries({ peakValue, initialValue, finalValue }).map(([option, value]): Bound => [value, option]);
    return { at: step => along(points, step, shapes[annealing]), bounds };
  },
});

/** The share of the way that is left at x of it. */
const shapes = { cosine: fallingCosine, linear: (x: number) => 1 - x } as const;

interface Point {
  readonly end: number;
  readonly value: number;
}

function along(points: readonly Point[], step: number, shape: (x: number) => number): number {
  const next = points.findIndex(({ end }, index) => index > 0 && step <= end);
  const [from, to] = [points[next - 1], points[next]];
  if (from === undefined || to === undefined) return points.at(-1)?.value ?? Number.NaN;
  return to.value + (from.value - to.value) * shape((step - from.end) / (to.end - from.end));
}
