import * as z from 'zod/mini';
import type { ComponentSchemas } from './definition.ts';

/** The numbers from `least` up, to `below` and without it where it is given. */
export interface Range {
  readonly least: number;
  readonly below?: number;
}

/** [0, ∞): rates, decays, λ. */
export const nonNegative: Range = { least: 0 };
/** [0, 1): momentum, dropout rates. */
export const fraction: Range = { least: 0, below: 1 };

type ScheduleSchema = ReturnType<ComponentSchemas['schedule']>;

/** A schedule's schema, narrowed: the value of its first step lies in the range. For a plain number that is every value. */
export function within(schedule: ScheduleSchema, { least, below = Number.POSITIVE_INFINITY }: Range): ScheduleSchema {
  return schedule.check(z.superRefine((value, context) => {
    const first = value.at(0);
    if (!(first >= least)) context.addIssue({ code: 'too_small', origin: 'number', minimum: least, inclusive: true, input: first });
    if (first >= below) context.addIssue({ code: 'too_big', origin: 'number', maximum: below, inclusive: false, input: first });
  }));
}
