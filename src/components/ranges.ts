import * as z from 'zod/mini';
import { ConfigError, NonFiniteError } from '../errors.ts';
import type { Problem } from '../plugins/problem.ts';
import type { Bound, Schedule } from '../schedules/schedule.ts';
import type { ComponentSchemas } from './definition.ts';
import { optionAt } from './givenOptions.ts';
import { issueOf } from './problemIssue.ts';
import { stepValue } from './stepValue.ts';

/** The numbers from `least` up, to `below` and without it where it is given, else to the largest of 32 bits. */
export interface Range {
  readonly least: number;
  readonly below?: number;
}

/** [0, ∞): rates, decays, λ. */
export const nonNegative: Range = { least: 0 };
/** [0, 1): momentum, dropout rates. */
export const fraction: Range = { least: 0, below: 1 };

/** A float of 32 bits that is larger is infinite. */
const largestFloat = 3.4028234663852886e38;

type ScheduleSchema = ReturnType<ComponentSchemas['schedule']>;

/**
 * A schedule's schema, narrowed to values in a range. What the schedule says of its bounds is checked at once, at the option that is wrong; of a schedule that does not know them, or grows for
 * ever, the first value at once and each other one when its step comes.
 */
export function within(schedule: ScheduleSchema, range: Range): ScheduleSchema {
  return z.pipe(schedule, z.transform((value, context) => {
    const problem = problemOf(value, range);
    if (problem !== undefined) context.issues.push(issueOf(problem));
    return value.bounds?.every(([bound]) => Number.isFinite(bound)) === true ? value : checked(value, range);
  }));
}

function problemOf(schedule: Schedule, range: Range): Problem | undefined {
  try {
    const bounds: readonly Bound[] = schedule.bounds ?? [[valueAt(schedule, 0)]];
    const growing = schedule.bounds !== undefined && range.below === undefined;
    const outside = bounds.find(([bound]) => !contains(range, growing && bound === Number.POSITIVE_INFINITY ? largestFloat : bound));
    return outside && problemOfBound(schedule, outside, range);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return { path: [], problem: error.problem, ...error.details, cause: error.cause };
  }
}

/** The value of an option is what was written; what the schedule comes to by it is told beside it. */
function problemOfBound(schedule: Schedule, [value, ...path]: Bound, range: Range): Problem {
  const option = optionAt(schedule, path);
  const own = path.length > 0 && typeof option === 'number' ? option : value;
  return { path, problem: Object.is(own, value) ? 'out of range' : `the schedule reaches ${value}`, got: String(own), expected: expectation(value, range) };
}

function contains({ least, below = Number.POSITIVE_INFINITY }: Range, value: number): boolean {
  return value >= least && value < below && value <= largestFloat;
}

function expectation(value: number, { least, below }: Range): string {
  if (below !== undefined && value >= below) return `less than ${below}`;
  return value > largestFloat ? 'at most 3.4e38, the largest float of 32 bits' : `at least ${least}`;
}

const places = new WeakMap<Schedule, string>();

/** Tells where the config names a schedule, for the errors of its values; of several places the first counts. */
export function tellPlace(schedule: Schedule, where: string): void {
  if (!places.has(schedule)) places.set(schedule, where);
}

function valueAt(schedule: Schedule, step: number): number {
  return stepValue(schedule, step, 'the schedule', places.get(schedule));
}

/** The schedule's values, each of which is looked at. */
function checked(schedule: Schedule, range: Range): Schedule {
  return {
    at(step) {
      const value = valueAt(schedule, step);
      if (contains(range, value)) return value;
      const Kind = Number.isFinite(Math.fround(value)) ? ConfigError : NonFiniteError;
      throw new Kind(`the schedule is out of range in step ${step + 1}`, {
        where: places.get(schedule), got: String(value), expected: range.below === undefined ? expectation(value, range) : `at least ${range.least}, less than ${range.below}`,
      });
    },
  };
}
