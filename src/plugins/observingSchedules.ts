import { tellPlace } from '../components/ranges.ts';
import { isObserving } from '../schedules/schedule.ts';
import type { ObservingSchedule, Schedule } from '../schedules/schedule.ts';
import type { PlacedSchedule } from '../training/scheduleStates.ts';
import { formatPath } from './problem.ts';
import type { Registry } from './registry.ts';

type Path = readonly (string | number)[];

/** What a model file holds of a config: the states of schedules in these places are kept with it. */
const storedParts: readonly string[] = ['model', 'loss', 'optimizer'];

/** A schedule with the path of the reference that it was made from. */
export interface FoundSchedule<S = ObservingSchedule> {
  readonly path: Path;
  readonly schedule: S;
}

/** The schedules of a config that follow figures, one entry a place. */
export function observingSchedules(config: object, registry: Registry): readonly FoundSchedule[] {
  return schedulesOf(config, registry).flatMap(({ path, schedule }) => (isObserving(schedule) ? [{ path, schedule }] : []));
}

/**
 * The schedules of a config: those that its parts name, in the order of `storedParts` and of their keys, one entry a place; then those that
 * no part names, such as a plugin's own default.
 */
function schedulesOf(config: object, registry: Registry): readonly FoundSchedule<Schedule>[] {
  const parts: Readonly<Record<string, unknown>> = { ...config };
  const others = Object.keys(parts).filter(key => !storedParts.includes(key));
  const found = [...storedParts, ...others].flatMap(key => schedulesIn(parts[key], [key], registry));
  const known = new Set(found.map(({ schedule }) => schedule));
  const unnamed = registry.made('schedule').filter(schedule => !known.has(schedule));
  return [...found, ...unnamed.map(schedule => ({ path: [registry.nameOf(schedule)], schedule }))];
}

/** As a run takes them. Every schedule is told its place, whether it follows a figure or not. */
export function placedSchedules(config: object, registry: Registry): readonly PlacedSchedule[] {
  for (const { path, schedule } of schedulesOf(config, registry)) tellPlace(schedule, formatPath(path));
  return observingSchedules(config, registry).map(({ path, schedule }) => ({
    schedule, where: formatPath([...path, 'monitor']), stored: storedParts.includes(String(path[0])),
  }));
}

function schedulesIn(value: unknown, path: Path, registry: Registry): readonly FoundSchedule<Schedule>[] {
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return [];
  const made = registry.hasMade('schedule', value) ? registry.create('schedule', value) : undefined;
  const own = made === undefined ? [] : [{ path, schedule: made }];
  const keys = Array.isArray(value) ? [...value.keys()] : Object.keys(value);
  const inner: Readonly<Record<string | number, unknown>> = { ...value };
  return [...own, ...keys.flatMap(key => schedulesIn(inner[key], [...path, key], registry))];
}
