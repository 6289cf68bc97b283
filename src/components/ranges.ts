import * as z from 'zod/mini';
import { ConfigError, NonFiniteError } from '../errors.ts';
import type { Bound, Schedule } from '../schedules/schedule.ts';
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

/**
 * A schedule's schema, narrowed to values in a range. What the schedule says of its bounds is checked at once, at the option that is wrong; of a schedule that does not know them, or grows for
 * ever, the first value at once and each other one when its step comes.
 */
export function within(schedule: ScheduleSchema, range: Range): ScheduleSchema {
  return z.pipe(schedule, z.transform((value, context) => {
    const bounds: readonly Bound[] = value.bounds ?? [[value.at(0)]];
    const growing = value.bounds !== undefined && range.below === undefined;
    const outside = bounds.find(([bound]) => !contains(range, growing ? Math.min(bound, Number.MAX_VALUE) : bound));
    if (outside !== undefined) context.issues.push(issueOf(outside, range));
    return value.bounds?.every(([bound]) => Number.isFinite(bound)) === true ? value : checked(value, range);
  }));
}

function contains({ least, below = Number.POSITIVE_INFINITY }: Range, value: number): boolean {
  return value >= least && value < below;
}

function issueOf([input, ...path]: Bound, { least, below }: Range) {
  const issue = { origin: 'number' as const, input, path };
  return below !== undefined && input >= below
    ? { ...issue, code: 'too_big' as const, maximum: below, inclusive: false }
    : { ...issue, code: 'too_small' as const, minimum: least, inclusive: true };
}

const places = new WeakMap<Schedule, string>();

/** Tells where the config names a schedule, for the errors of its values; of several places the first counts. */
export function tellPlace(schedule: Schedule, where: string): void {
  if (!places.has(schedule)) places.set(schedule, where);
}

/** The schedule's values, each of which is looked at. */
function checked(schedule: Schedule, range: Range): Schedule {
  return {
    at(step) {
      const value = schedule.at(step);
      if (contains(range, value)) return value;
      const { least, below } = range;
      const Kind = Number.isFinite(value) ? ConfigError : NonFiniteError;
      throw new Kind(`the schedule is out of range in step ${step + 1}`, {
        where: places.get(schedule), got: String(value), expected: `at least ${least}${below === undefined ? '' : `, less than ${below}`}`,
      });
    },
  };
}
