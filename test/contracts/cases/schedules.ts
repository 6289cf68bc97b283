import fc from 'fast-check';
import { constantSchedule, exponentialDecay, stepDecay, warmUp } from '../../../src/schedules/index.ts';
import type { ScheduleContractOptions } from '../../../src/testing/scheduleContract.ts';

export type ScheduleCase = Omit<ScheduleContractOptions, 'plugins'>;

const number = fc.float({ min: -4, max: 4, noNaN: true });
const size = fc.integer({ min: 1, max: 1000 });

/** Random cases of every schedule. */
export const scheduleCases: Readonly<Record<string, fc.Arbitrary<ScheduleCase>>> = {
  constant: number.map((value): ScheduleCase => ({ schedule: constantSchedule(value), reference: () => value })),
  stepDecay: fc.record({ value: number, size }).map(({ value, size }): ScheduleCase => (
    { schedule: stepDecay({ initialValue: value, stepSize: size, factor: 0.5 }), reference: step => value * 0.5 ** Math.floor(step / size) })),
  exponentialDecay: fc.record({ value: number, size, staircase: fc.boolean(), begin: fc.nat(50) }).map(({ value, size, staircase, begin }): ScheduleCase => ({
    schedule: exponentialDecay({ initialValue: value, decaySteps: size, decayRate: 0.9, staircase, begin }),
    reference: step => value * 0.9 ** (staircase ? Math.floor(Math.max(step - begin, 0) / size) : Math.max(step - begin, 0) / size),
  })),
  warmUp: fc.record({ value: number, size }).map(({ value, size }): ScheduleCase => ({
    schedule: warmUp({ steps: size, schedule: stepDecay({ initialValue: value, stepSize: 10, factor: 0.5 }) }),
    reference: step => (step < size ? (value * step) / size : value * 0.5 ** Math.floor((step - size) / 10)),
  })),
};
