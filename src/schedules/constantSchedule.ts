import * as z from 'zod/mini';
import { defineSchedule } from '../components/definition.ts';

/** The same value at every step: f(s) = value. A plain number in place of a schedule means this. */
export const constantSchedule = defineSchedule({
  name: 'constant',
  summary: 'the same value at every step',
  options: () => z.strictObject({
    /** The value. */
    value: z.number(),
  }),
  shorthand: 'value',
  create: ({ value }) => ({ at: () => value, bounds: [[value]] }),
});
