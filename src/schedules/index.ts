import type { AnyBuilder } from '../components/definition.ts';
import { constantSchedule } from './constantSchedule.ts';
import { cosineDecay } from './cosineDecay.ts';
import { cosineDecayRestarts } from './cosineDecayRestarts.ts';
import { exponentialDecay } from './exponentialDecay.ts';
import { inverseTimeDecay } from './inverseTimeDecay.ts';
import { multiStep } from './multiStep.ts';
import { oneCycle } from './oneCycle.ts';
import { piecewiseConstant } from './piecewiseConstant.ts';
import { polynomialDecay } from './polynomialDecay.ts';
import { reduceOnPlateau } from './reduceOnPlateau.ts';
import { stepDecay } from './stepDecay.ts';
import { warmUp } from './warmUp.ts';

export {
  constantSchedule, cosineDecay, cosineDecayRestarts, exponentialDecay, inverseTimeDecay, multiStep, oneCycle, piecewiseConstant, polynomialDecay, reduceOnPlateau, stepDecay, warmUp,
};

/** The framework's own schedules. */
export const schedules: readonly AnyBuilder<'schedule'>[] = [
  constantSchedule, stepDecay, multiStep, piecewiseConstant, exponentialDecay, inverseTimeDecay, polynomialDecay, cosineDecay, cosineDecayRestarts, oneCycle, reduceOnPlateau, warmUp,
];
