import { definePlugin, defineSchedule, z } from 'chainrule';

/**
 * Falls with the root of the step.
 *
 *     f(s) = initial / √(1 + s / n)
 *
 * n is `steps`; s counts from 0.
 */
export const newPart = defineSchedule({
  name: 'newPart',
  summary: 'initial / √(1 + step / steps)',
  options: () => z.strictObject({ initial: z.number().positive(), steps: z.int().positive().default(100) }),
  shorthand: 'initial',
  create: ({ initial, steps }) => ({
    bounds: [[0], [initial, 'initial']],
    at: step => initial / Math.sqrt(1 + step / steps),
  }),
});

export default definePlugin({ name: 'new-part', contributes: { schedules: [newPart] } });
