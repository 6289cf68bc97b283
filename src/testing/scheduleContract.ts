import type { ReferenceInput } from '../components/definition.ts';
import type { Plugin } from '../plugins/definePlugin.ts';
import type { Schedule } from '../schedules/schedule.ts';
import { checksOrFailure } from './check.ts';
import type { Check } from './check.ts';
import { expectClose } from './closeTo.ts';
import { createRegistry } from './createRegistry.ts';
import { longRun } from './longRun.ts';
import { tolerances } from './tolerances.ts';

/** What is checked of a schedule, and how. */
export interface ScheduleContractOptions {
  readonly schedule: ReferenceInput<'schedule'> | number;
  /** The value of a step in plain JavaScript. */
  readonly reference?: (step: number) => number;
  readonly plugins?: readonly Plugin[];
}

/** What every schedule keeps to: a finite number at every step up to 10⁶, which does not depend on the steps that were asked for before. */
export function scheduleContract({ schedule: input, reference, plugins = [] }: ScheduleContractOptions): readonly Check[] {
  const make = () => createRegistry(plugins).create('schedule', input);
  const label = typeof input === 'object' ? input.use : String(input);
  return checksOrFailure('the schedule is made', () => [
    { name: 'is finite at every step', run: () => checkFinite(label, make()) },
    { name: 'is a function of the step alone', run: () => checkPure(label, make(), make()) },
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

function checkReference(label: string, schedule: Schedule, reference: (step: number) => number): void {
  expectClose(longRun.map(step => schedule.at(step)), longRun.map(reference), tolerances.float64, `${label}: the values at the steps ${longRun.slice(0, 3).join(', ')}, …`);
}
