import { shown } from '../components/shown.ts';
import { ConfigError, located } from '../errors.ts';
import type { ObservingSchedule } from '../schedules/schedule.ts';

/** A schedule that follows a figure, and where the config says which. One that several places name is in the list for each of them. */
export interface PlacedSchedule {
  readonly schedule: ObservingSchedule;
  /** `optimizer.learningRate.monitor`, for errors. */
  readonly where: string;
  /** Whether the model file, which describes this place, keeps its state. */
  readonly stored: boolean;
}

/** The states of all schedules, each once. */
export function allStates(schedules: readonly PlacedSchedule[]): readonly unknown[] {
  return distinct(schedules).map(schedule => schedule.state());
}

/** Puts back what `allStates` gave. */
export function restoreAll(schedules: readonly PlacedSchedule[], states: readonly unknown[]): void {
  distinct(schedules).forEach((schedule, index) => schedule.restore(states[index]));
}

/** Schedules that several places name, once each. */
export function distinct(schedules: readonly PlacedSchedule[]): readonly ObservingSchedule[] {
  return [...new Set(schedules.map(({ schedule }) => schedule))];
}

/** The states that a model file keeps, one a place. */
export function scheduleStates(schedules: readonly PlacedSchedule[]): readonly unknown[] {
  return schedules.filter(({ stored }) => stored).map(({ schedule }) => schedule.state());
}

/** Puts back what `scheduleStates` gave for the same config. Throws a ConfigError for states of other schedules. */
export function restoreSchedules(schedules: readonly PlacedSchedule[], states: readonly unknown[]): void {
  const kept = schedules.filter(({ stored }) => stored);
  const given: unknown = states;
  if (!Array.isArray(given)) throw new ConfigError('the states of schedules are not in a list', { got: shown(given), expected: 'a list' });
  if (kept.length !== states.length) throw new ConfigError('the states do not fit the schedules', { got: `${states.length} states`, expected: `${kept.length}` });
  for (const [index, { schedule, where }] of kept.entries()) {
    try {
      schedule.restore(states[index]);
    } catch (error) {
      throw located(error, where, ': ');
    }
  }
}
