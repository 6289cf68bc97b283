import { describe, expect, it } from 'vitest';
import { constantSchedule, exponentialDecay, stepDecay, warmUp } from '../../src/schedules/index.ts';
import type { Schedule } from '../../src/schedules/schedule.ts';
import { expectClose } from '../../src/testing/closeTo.ts';

const exact = { relative: 1e-14, absolute: 0 };

function values(schedule: Schedule, steps: readonly number[]): readonly number[] {
  return steps.map(step => schedule.at(step));
}

describe('schedules', () => {
  it('constant gives its value at every step', () => {
    expect(values(constantSchedule.definition.create({ value: 0.3 }), [0, 1, 1e6])).toEqual([0.3, 0.3, 0.3]);
  });

  it('stepDecay drops by the factor at every multiple of the step size', () => {
    const schedule = stepDecay.definition.create({ initialValue: 0.5, stepSize: 3, factor: 0.1 });
    expectClose(values(schedule, [0, 2, 3, 5, 6, 9]), [0.5, 0.5, 0.05, 0.05, 0.005, 0.0005], exact);
  });

  it('exponentialDecay falls smoothly, or in stairs, from `begin` on', () => {
    const options = { initialValue: 1, decaySteps: 2, decayRate: 0.25, staircase: false, begin: 3 };
    const steps = [0, 3, 4, 5, 7];
    expectClose(values(exponentialDecay.definition.create(options), steps), [1, 1, 0.5, 0.25, 0.0625], exact);
    expectClose(values(exponentialDecay.definition.create({ ...options, staircase: true }), steps), [1, 1, 1, 0.25, 0.0625], exact);
  });

  it('warmUp climbs straight to the first value of its schedule, which then runs from its own step 0', () => {
    const schedule = stepDecay.definition.create({ initialValue: 0.8, stepSize: 2, factor: 0.5 });
    const climbing = warmUp.definition.create({ schedule, steps: 4, initialValue: 0.4 });
    expectClose(values(climbing, [0, 1, 2, 3, 4, 5, 6, 8]), [0.4, 0.5, 0.6, 0.7, 0.8, 0.8, 0.4, 0.2], exact);
  });
});
