import { defineSchedule, z } from 'chainrule';

/**
 * Rises in a straight line while the weights are still random, then falls with the root of the step.
 *
 *     f(s) = peak·min((s + 1) / n, √(n / (s + 1)))
 *
 * `peak` is reached at step n − 1, n being `warmUpSteps`; s counts from 0.
 * Source: Vaswani et al., "Attention is all you need" (2017).
 */
export const noamDecay = defineSchedule({
  name: 'noamDecay',
  summary: 'rises in a line, then falls with the root of the step',
  options: () => z.strictObject({ peak: z.number().positive(), warmUpSteps: z.int().positive().default(100) }),
  shorthand: 'peak',
  create: ({ peak, warmUpSteps }) => ({
    bounds: [[0], [peak, 'peak']],
    at: step => peak * Math.min((step + 1) / warmUpSteps, Math.sqrt(warmUpSteps / (step + 1))),
  }),
});
