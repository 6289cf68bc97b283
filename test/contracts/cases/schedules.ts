import fc from 'fast-check';
import {
  constantSchedule, cosineDecay, cosineDecayRestarts, exponentialDecay, inverseTimeDecay, multiStep, oneCycle, piecewiseConstant, polynomialDecay, reduceOnPlateau, stepDecay, warmUp,
} from '../../../src/schedules/index.ts';
import type { ScheduleContractOptions } from '../../../src/testing/scheduleContract.ts';

export type ScheduleCase = Omit<ScheduleContractOptions, 'plugins'>;

/** Thousandths: floats that are drawn alike are nearly all so small that a tolerance lets anything pass. */
const number = fc.integer({ min: -4000, max: 4000 }).map(thousandths => thousandths / 1000);
/** The contract looks at each of the first hundred steps, and at few of those beyond: so that half of the numbers of steps lie there. */
const size = fc.oneof(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 1000 }));
const boundaries = fc.uniqueArray(fc.oneof(fc.nat(90), fc.nat(2000)), { minLength: 1, maxLength: 4 }).map(steps => steps.toSorted((a, b) => a - b));
const wave = (x: number) => 0.5 * (1 + Math.cos(Math.PI * x));

/** Random cases of every schedule. */
export const scheduleCases: Readonly<Record<string, fc.Arbitrary<ScheduleCase>>> = {
  constant: number.map((value): ScheduleCase => ({ schedule: constantSchedule(value), reference: () => value })),
  stepDecay: fc.record({ value: number, size }).map(({ value, size }): ScheduleCase => (
    { schedule: stepDecay({ initialValue: value, stepSize: size, factor: 0.5 }), reference: step => value * 0.5 ** Math.floor(step / size) })),
  multiStep: fc.record({ value: number, boundaries, factor: fc.constantFrom(0.5, 2), listed: fc.boolean() }).map(({ value, boundaries, factor, listed }): ScheduleCase => ({
    schedule: multiStep({ initialValue: value, boundaries, factor: listed ? boundaries.map(() => factor) : factor }),
    reference: step => value * factor ** boundaries.filter(boundary => step >= boundary).length,
  })),
  piecewiseConstant: fc.record({ value: number, boundaries }).map(({ value, boundaries }): ScheduleCase => ({
    schedule: piecewiseConstant({ boundaries, values: [value, ...boundaries.map(boundary => value + boundary)] }),
    reference: step => value + Math.max(0, ...boundaries.filter(boundary => step > boundary)),
  })),
  exponentialDecay: fc.record({ value: number, size, staircase: fc.boolean(), begin: fc.nat(50) }).map(({ value, size, staircase, begin }): ScheduleCase => ({
    schedule: exponentialDecay({ initialValue: value, decaySteps: size, decayRate: 0.9, staircase, begin }),
    reference: step => value * 0.9 ** (staircase ? Math.floor(Math.max(step - begin, 0) / size) : Math.max(step - begin, 0) / size),
  })),
  inverseTimeDecay: fc.record({ value: number, size, staircase: fc.boolean() }).map(({ value, size, staircase }): ScheduleCase => ({
    schedule: inverseTimeDecay({ initialValue: value, decaySteps: size, decayRate: 2, staircase }),
    reference: step => value / (1 + 2 * (staircase ? Math.floor(step / size) : step / size)),
  })),
  polynomialDecay: fc.record({ value: number, final: number, size, power: fc.constantFrom(0.5, 1, 2), begin: fc.nat(50) }).map(({ value, final, size, power, begin }): ScheduleCase => ({
    schedule: polynomialDecay({ initialValue: value, finalValue: final, decaySteps: size, power, begin }),
    reference: step => (step <= begin ? value : step - begin >= size ? final : (value - final) * (1 - (step - begin) / size) ** power + final),
  })),
  cosineDecay: fc.record({ value: number, alpha: number, size, exponent: fc.constantFrom(0.5, 1, 2) }).map(({ value, alpha, size, exponent }): ScheduleCase => ({
    schedule: cosineDecay({ initialValue: value, decaySteps: size, alpha, exponent }),
    reference: step => value * (step < size ? (1 - alpha) * wave(step / size) ** exponent + alpha : alpha),
  })),
  cosineDecayRestarts: fc.record({ value: number, alpha: number, size, tMul: fc.constantFrom(1, 1.5, 2), mMul: fc.constantFrom(0.5, 1) }).map(({ value, alpha, size, tMul, mMul }): ScheduleCase => ({
    schedule: cosineDecayRestarts({ initialValue: value, firstDecaySteps: size, tMul, mMul, alpha }),
    reference: step => {
      let [start, length, peak] = [0, size, 1];
      while (step >= start + length) [start, length, peak] = [start + length, length * tMul, peak * mMul];
      return value * ((1 - alpha) * peak * wave((step - start) / length) + alpha);
    },
  })),
  oneCycle: fc.record({ value: number, phases: fc.constantFrom(2 as const, 3 as const), annealing: fc.constantFrom('cosine' as const, 'linear' as const) }).map(({ value, phases, annealing }): ScheduleCase => ({
    schedule: oneCycle({ peakValue: value, totalSteps: 200, risingShare: 0.25, initialValue: 0.5, finalValue: 0.125, annealing, phases }),
    reference(step) {
      const ends = phases === 2 ? [[0, 0.5], [49, value], [199, 0.125]] : [[0, 0.5], [49, value], [98, 0.5], [199, 0.125]];
      const [last = 0, end = 0] = ends.findLast(([at = 0]) => at <= step) ?? [];
      const [next = 0, goal = end] = ends.find(([at = 0]) => at > step) ?? [];
      const x = next === 0 ? 0 : (step - last) / (next - last);
      return end + (goal - end) * (annealing === 'linear' ? x : 1 - wave(x));
    },
  })),
  reduceOnPlateau: number.map((value): ScheduleCase => ({ schedule: reduceOnPlateau({ initialValue: value, minimum: -4, factor: 0.5, patience: 2, cooldown: 1 }), reference: () => value })),
  warmUp: fc.record({ value: number, size }).map(({ value, size }): ScheduleCase => ({
    schedule: warmUp({ steps: size, schedule: stepDecay({ initialValue: value, stepSize: 10, factor: 0.5 }) }),
    reference: step => (step < size ? (value * step) / size : value * 0.5 ** Math.floor((step - size) / 10)),
  })),
};
