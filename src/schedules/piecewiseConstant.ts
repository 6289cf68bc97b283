import * as z from 'zod/mini';
import { defineSchedule } from '../components/definition.ts';
import { boundariesSchema, lengthIssue } from './boundaries.ts';
import type { Bound } from './schedule.ts';

/**
 * A value for each of several stretches of steps.
 *
 *     f(s) = v₀ for s ≤ b₀, vᵢ for bᵢ₋₁ < s ≤ bᵢ, the last value after the last boundary
 *
 * `boundaries` b rise, s counts from 0; `values` v are one more than the boundaries. A boundary still has the value before it, as in Keras' PiecewiseConstantDecay; `multiStep`
 * changes at its boundaries themselves.
 */
export const piecewiseConstant = defineSchedule({
  name: 'piecewiseConstant',
  summary: 'a value for each stretch of steps',
  options: () => z.strictObject({
    /** The last steps of the stretches, rising. */
    boundaries: boundariesSchema(),
    /** The values: one more than the boundaries. */
    values: z.readonly(z.array(z.number())),
  }).check(z.superRefine(({ boundaries, values }, context) => {
    if (values.length !== boundaries.length + 1) context.addIssue(lengthIssue('values', values, boundaries.length + 1));
  })),
  create: ({ boundaries, values }) => ({
    bounds: values.map((value, index): Bound => [value, 'values', index]),
    at: step => values[boundaries.filter(boundary => step > boundary).length] ?? Number.NaN,
  }),
});
