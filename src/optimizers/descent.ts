import { z } from 'zod';
import type { ComponentSchemas } from '../components/definition.ts';
import { nonNegative, within } from '../components/ranges.ts';
import type { Schedule } from '../schedules/schedule.ts';
import { chainOf } from './chain.ts';
import { globalNormClipping } from './clipByGlobalNorm.ts';
import { weightDecay } from './decoupledWeightDecay.ts';
import type { Optimizer } from './optimizer.ts';
import { rateScaling } from './scaleByRate.ts';

/** The options that every method of descent has beside its own. */
export interface DescentOptions {
  readonly learningRate: Schedule;
  /** The greatest common norm of all gradients; see `clipByGlobalNorm`. */
  readonly clipGlobalNorm?: number | undefined;
  /** See `decoupledWeightDecay`; it acts on every parameter. */
  readonly weightDecay?: Schedule | undefined;
}

/** The schemas of DescentOptions, to be spread among a method's own. */
export function descentOptions(components: ComponentSchemas, learningRate: number) {
  return {
    learningRate: within(components.schedule(), nonNegative).prefault(learningRate),
    clipGlobalNorm: z.number().positive().optional(),
    weightDecay: within(components.schedule(), nonNegative).optional(),
  };
}

/** Clip → the method's direction → decoupled decay → scale by the rate, each link where it is asked for. */
export function descent(options: DescentOptions, ...direction: readonly Optimizer[]): Optimizer {
  const clip = options.clipGlobalNorm === undefined ? [] : [globalNormClipping(options.clipGlobalNorm)];
  const decay = options.weightDecay === undefined ? [] : [weightDecay(options.weightDecay)];
  return chainOf([...clip, ...direction, ...decay, rateScaling(options.learningRate)]);
}
