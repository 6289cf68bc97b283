import * as z from 'zod';
import { defineSchedule } from '../components/definition.ts';

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
    initialValue: z.number(),
    stepSize: z.int().positive(),
    factor: z.number().positive().default(0.1),
  }),
  create: ({ initialValue, stepSize, factor }) => ({ at: step => initialValue * factor ** Math.floor(step / stepSize) }),
});
