import * as z from 'zod/mini';
import type { ComponentSchemas } from '../components/definition.ts';
import { nonNegative, within } from '../components/ranges.ts';
import type { Schedule } from '../schedules/schedule.ts';
import { chainOf } from './chain.ts';
import { globalNormClipping } from './clipByGlobalNorm.ts';
import { normClipping } from './clipByNorm.ts';
import { valueClipping } from './clipByValue.ts';
import { weightDecay } from './decoupledWeightDecay.ts';
import type { Optimizer } from './optimizer.ts';
import { rateScaling } from './scaleByRate.ts';

/** The options that every method of descent has beside its own. */
export interface DescentOptions {
  readonly learningRate: Schedule;
  /** The greatest magnitude of an element of a gradient; see `clipByValue`. */
  readonly clipValue?: number | undefined;
  /** The greatest norm of each gradient; see `clipByNorm`. */
  readonly clipNorm?: number | undefined;
  /** The greatest common norm of all gradients; see `clipByGlobalNorm`. */
  readonly clipGlobalNorm?: number | undefined;
  /** See `decoupledWeightDecay`; it acts on every parameter. */
  readonly weightDecay?: Schedule | undefined;
}

/** The schemas of DescentOptions, to be spread among a method's own. */
export function descentOptions(components: ComponentSchemas, learningRate: number) {
  return {
    /** The learning rate η. */
    learningRate: z.prefault(within(components.schedule(), nonNegative), learningRate),
    /** The greatest magnitude of an element of a gradient; see `clipByValue`. */
    clipValue: z.optional(z.number().check(z.positive())),
    /** The greatest norm of each gradient; see `clipByNorm`. */
    clipNorm: z.optional(z.number().check(z.positive())),
    /** The greatest common norm of all gradients; see `clipByGlobalNorm`. */
    clipGlobalNorm: z.optional(z.number().check(z.positive())),
    /** The decay d of every parameter, apart from the gradient; see `decoupledWeightDecay`. */
    weightDecay: z.optional(within(components.schedule(), nonNegative)),
  };
}

/** Clip → the method's direction → decoupled decay → scale by the rate, each link where it is asked for. */
export function descent(options: DescentOptions, ...direction: readonly Optimizer[]): Optimizer {
  return chainOf([
    ...wanted(options.clipValue, valueClipping),
    ...wanted(options.clipNorm, normClipping),
    ...wanted(options.clipGlobalNorm, globalNormClipping),
    ...direction,
    ...wanted(options.weightDecay, weightDecay),
    rateScaling(options.learningRate),
  ]);
}

function wanted<T>(option: T | undefined, make: (option: T) => Optimizer): readonly Optimizer[] {
  return option === undefined ? [] : [make(option)];
}
