import type { ReferenceInput } from '../components/definition.ts';
import type { Plugin } from '../plugins/definePlugin.ts';
import { isObserving } from '../schedules/schedule.ts';
import type { ObservingSchedule, Schedule } from '../schedules/schedule.ts';
import { expectClose } from '../verification/closeTo.ts';
import { createRegistry } from '../plugins/createRegistry.ts';
import { tolerances } from '../verification/tolerances.ts';
import { checksOrFailure } from './check.ts';
import type { Check } from './check.ts';
import { longRun } from './longRun.ts';

/** What is checked of a schedule, and how. */
export interface ScheduleContractOptions {
  readonly schedule: ReferenceInput<'schedule'> | number;
  /** The value of a step in plain JavaScript. */
  readonly reference?: (step: number) => number;
  readonly plugins?: readonly Plugin[];
}

/**
 * What every schedule keeps to: a finite number at every step up to 10⁶, within the bounds that it states, which does not depend on the steps that were asked for before. For one that observes figures this holds
 * between two observations, and its state, written as JSON, puts another where it was. `reference` is then its value before the first.
 *
 * ```ts
 * import { describe, it } from 'vitest';
 * import { stepDecay } from 'chainrule';
 * import { registerChecks, scheduleContract } from 'chainrule/testing';
 *
 * const schedule = stepDecay({ initialValue: 0.1, stepSize: 100, factor: 0.5 });
 * registerChecks('stepDecay', scheduleContract({ schedule, reference: step => 0.1 * 0.5 ** Math.floor(step / 100) }), { describe, it });
 * ```
 */
export function scheduleContract({ schedule: input, reference, plugins = [] }: ScheduleContractOptions): readonly Check[] {
  const make = () => createRegistry(plugins).create('schedule', input);
  const label = typeof input === 'object' ? input.use : String(input);
  return checksOrFailure('the schedule is made', () => [
    { name: 'is finite at every step', run: () => checkFinite(label, make()) },
    { name: 'is a function of the step alone', run: () => checkPure(label, make(), make()) },
    { name: 'keeps to the bounds that it states', run: () => checkBounds(label, make()) },
    ...observingChecks(label, make),
    ...(reference === undefined ? [] : [{ name: 'is the reference', run: () => checkReference(label, make(), reference) }]),
  ]);
}

function checkFinite(label: string, schedule: Schedule): void {
  for (const step of longRun) {
    const value = schedule.at(step);
    if (!Number.isFinite(value)) throw new Error(`${label}: the value at step ${step} is ${value}`);
  }
}

function checkPure(label: string, schedule: Schedule, other: Schedule): void {
  const forwards = new Map(longRun.map(step => [step, schedule.at(step)]));
  for (const step of longRun.toReversed()) {
    const [first, second] = [forwards.get(step), other.at(step)];
    if (!Object.is(first, second)) throw new Error(`${label}: the value at step ${step} is ${first} when steps are asked for forwards, ${second} backwards`);
  }
}

/** But for the rounding of a value that comes to a bound. */
function checkBounds(label: string, schedule: Schedule): void {
  if (schedule.bounds === undefined) return;
  const bounds = schedule.bounds.map(([bound]) => bound);
  const [least, greatest] = [Math.min(...bounds), Math.max(...bounds)];
  const rounding = tolerances.float64.relative * Math.max(...bounds.filter(Number.isFinite).map(Math.abs));
  for (const step of longRun) {
    const value = schedule.at(step);
    if (!(value >= least - rounding && value <= greatest + rounding)) throw new Error(`${label}: the value at step ${step} is ${value}, its bounds are ${least} and ${greatest}`);
  }
}

function observingChecks(label: string, make: () => Schedule): readonly Check[] {
  if (!isObserving(make())) return [];
  return [
    { name: 'is a function of the step alone between two observations', run: () => checkPure(label, observed(make(), figures), observed(make(), figures)) },
    { name: 'goes on from its state, written as JSON', run: () => checkState(label, make(), make()) },
    { name: 'keeps to the bounds that it states after observations', run: () => checkBounds(label, observed(make(), figures)) },
  ];
}

/** A figure that falls, stays, and rises, with a stretch of epochs in each. */
const figures = [4, 3, 2, 1, ...Array.from({ length: 12 }, () => 1), 2, 3, 4, 5];

function observed(schedule: Schedule, values: readonly number[]): ObservingSchedule {
  if (!isObserving(schedule)) throw new Error('the schedule observes nothing');
  const [part, name = ''] = schedule.monitor.split('.');
  for (const value of values) schedule.observe({ training: { loss: 1 }, validation: { loss: 1 }, [part ?? '']: { [name]: value } }, 'lower');
  return schedule;
}

function checkState(label: string, schedule: Schedule, other: Schedule): void {
  const first = observed(schedule, figures.slice(0, 8));
  const second = observed(other, []);
  second.restore(JSON.parse(JSON.stringify(first.state())));
  for (const value of figures.slice(8)) checkPure(label, observed(first, [value]), observed(second, [value]));
}

function checkReference(label: string, schedule: Schedule, reference: (step: number) => number): void {
  expectClose(longRun.map(step => schedule.at(step)), longRun.map(reference), tolerances.float64, `${label}: the values at the steps ${longRun.slice(0, 3).join(', ')}, …`);
}
