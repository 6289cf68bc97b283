import type { AnyBuilder } from '../components/definition.ts';
import { constantSchedule } from './constantSchedule.ts';
import { exponentialDecay } from './exponentialDecay.ts';
import { stepDecay } from './stepDecay.ts';
import { warmUp } from './warmUp.ts';

export { constantSchedule, exponentialDecay, stepDecay, warmUp };

/** The framework's own schedules. */
export const schedules: readonly AnyBuilder<'schedule'>[] = [constantSchedule, stepDecay, exponentialDecay, warmUp];
