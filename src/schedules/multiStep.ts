import * as z from 'zod/mini';
import { defineSchedule } from '../components/definition.ts';
import { withDefault } from '../components/withDefault.ts';
import { boundariesSchema, lengthIssue } from './boundaries.ts';
import type { Bound } from './schedule.ts';

/**
 * A value that is multiplied by a factor γ at each of given steps.
 *
 *     f(s) = initial·Π γᵢ over the boundaries bᵢ ≤ s
 *
 * `boundaries` rise, s counts from 0; `factor` is one number for all of them, or a list with one for each. It is PyTorch's MultiStepLR and optax' piecewise_constant_schedule.
 */
export const multiStep = defineSchedule({
  name: 'multiStep',
  summary: 'multiplied by a factor at each of given steps',
  options: () => z.strictObject({
    /** The value at step 0. */
    initialValue: z.number(),
    /** The steps at which the value changes, rising. */
    boundaries: boundariesSchema(),
    /** The factor γ of all changes, or a list with one for each. */
    factor: withDefault(z.union([z.number().check(z.positive()), z.readonly(z.array(z.number().check(z.positive())))]), 0.1),
  }).check(z.superRefine(({ boundaries, factor }, context) => {
    if (typeof factor !== 'number' && factor.length !== boundaries.length) context.addIssue(lengthIssue('factor', factor, boundaries.length));
  })),
  create({ initialValue, boundaries, factor }) {
    const at = (step: number) => boundaries.reduce((value, boundary, index) => (boundary <= step ? value * (typeof factor === 'number' ? factor : factor[index] ?? 1) : value), initialValue);
    const after = (boundary: number, index: number): Bound => (typeof factor === 'number' ? [at(boundary), 'factor'] : [at(boundary), 'factor', index]);
    return { at, bounds: [[initialValue, 'initialValue'], ...boundaries.map(after)] };
  },
});
