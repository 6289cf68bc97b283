import * as z from 'zod/mini';
import { defineSchedule } from '../components/definition.ts';
import { withDefault } from '../components/withDefault.ts';
import { limitOf } from './limitOf.ts';

/**
 * A value that drops by a factor γ every so many steps.
 *
 *     f(s) = initial·γ^⌊s / n⌋
 *
 * n is `stepSize`, γ is `factor`, s counts from 0. It is PyTorch's StepLR.
 */
export const stepDecay = defineSchedule({
  name: 'stepDecay',
  summary: 'drops by a factor every `stepSize` steps',
  options: () => z.strictObject({
    /** The value at step 0. */
    initialValue: z.number(),
    /** Steps n from one drop to the next. */
    stepSize: z.int().check(z.positive()),
    /** The factor γ of each drop. */
    factor: withDefault(z.number().check(z.positive()), 0.1),
  }),
  create: ({ initialValue, stepSize, factor }) => ({
    bounds: [[initialValue, 'initialValue'], [limitOf(initialValue, factor), 'factor']],
    at: step => initialValue * factor ** Math.floor(step / stepSize),
  }),
});
