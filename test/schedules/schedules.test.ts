import { describe, expect, it } from 'vitest';
import { constantSchedule, cosineDecayRestarts, exponentialDecay, multiStep, oneCycle, piecewiseConstant, stepDecay, warmUp } from '../../src/schedules/index.ts';
import type { Schedule } from '../../src/schedules/schedule.ts';
import { expectClose } from '../../src/verification/closeTo.ts';
import { createRegistry } from '../../src/plugins/createRegistry.ts';

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

  it('multiStep changes at its boundaries, piecewiseConstant after them', () => {
    expectClose(values(multiStep.definition.create({ initialValue: 8, boundaries: [2, 4], factor: [0.5, 0.25] }), [0, 1, 2, 3, 4, 9]), [8, 8, 4, 4, 1, 1], exact);
    expectClose(values(piecewiseConstant.definition.create({ boundaries: [2, 4], values: [3, 2, 1] }), [0, 2, 3, 4, 5, 99]), [3, 3, 2, 2, 1, 1], exact);
  });

  it.each([1, 1.1, 1.5, 2, 3, 7])('cosineDecayRestarts with periods that grow by %d begins again at every restart', tMul => {
    const schedule = cosineDecayRestarts.definition.create({ initialValue: 1, firstDecaySteps: 1, tMul, mMul: 1, alpha: 0 });
    const starts = Array.from({ length: 200 }, (_, period) => (tMul === 1 ? period : (tMul ** period - 1) / (tMul - 1))).filter(start => start < 1e6);
    expect(values(schedule, starts)).toEqual(starts.map(() => 1));
  });

  it('oneCycle reaches its peak and its end, and its defaults are those of PyTorch', () => {
    const schedule = createRegistry([]).create('schedule', oneCycle({ peakValue: 0.5, totalSteps: 20 }));
    expectClose(values(schedule, [0, 5, 19, 50]), [0.02, 0.5, 2e-6, 2e-6], exact);
    const momentum = createRegistry([]).create('schedule', oneCycle({ initialValue: 0.95, peakValue: 0.85, finalValue: 0.95, totalSteps: 20, annealing: 'linear' }));
    expectClose(values(momentum, [0, 1, 5, 12, 19]), [0.95, 0.93, 0.85, 0.9, 0.95], exact);
  });

  it.each([
    ['boundaries out of order', multiStep({ initialValue: 1, boundaries: [3, 2] }), 'boundaries[1]: out of range\n  got: 2\n  expected: more than 3'],
    ['boundaries twice', piecewiseConstant({ boundaries: [3, 3], values: [1, 2, 3] }), 'boundaries[1]: out of range\n  got: 3\n  expected: more than 3'],
    ['no boundaries', multiStep({ initialValue: 1, boundaries: [] }), 'boundaries: out of range\n  got: a list of 0\n  expected: at least 1 entry'],
    ['too few values', piecewiseConstant({ boundaries: [3, 5], values: [1, 2] }), 'values: out of range\n  got: [1, 2]\n  expected: at least 3 entries'],
    ['too many factors', multiStep({ initialValue: 1, boundaries: [3], factor: [0.5, 0.5] }), 'factor: out of range\n  got: [0.5, 0.5]\n  expected: at most 1 entry'],
    ['periods that shrink', cosineDecayRestarts({ initialValue: 1, firstDecaySteps: 10, tMul: 0.5 }), 'tMul: out of range\n  got: 0.5\n  expected: at least 1'],
    ['too few steps for the default share', oneCycle({ peakValue: 1, totalSteps: 3 }), 'totalSteps: too few steps to reach the peak: with the default risingShare of 0.3 at least 4 are needed\n  got: 3'],
    ['a peak before the first step', oneCycle({ peakValue: 1, totalSteps: 4, risingShare: 0.25 }), 'risingShare: out of range\n  got: 0.25\n  expected: more than 0.25'],
    ['a climb and a way back longer than the cycle', oneCycle({ peakValue: 1, totalSteps: 40, risingShare: 0.5, phases: 3 }), 'risingShare: out of range\n  got: 0.5\n  expected: less than 0.5'],
  ])('refuses %s', (_, reference, message) => {
    expect(() => createRegistry([]).create('schedule', reference)).toThrow(message);
  });
});
