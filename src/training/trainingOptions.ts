import * as z from 'zod/mini';
import { monitorShape } from '../components/monitor.ts';
import { withDefault } from '../components/withDefault.ts';
import { checkedOptions, signalSchema } from './callOptions.ts';
import type { ClassWeightsOption } from './classWeightsOption.ts';
import type { Denominator } from './denominator.ts';

/** Ends training when a figure has stopped improving. */
export const earlyStoppingSchema = z.strictObject({
  ...monitorShape,
  /** Epochs without improvement after which training stops. */
  patience: withDefault(z.int().check(z.positive()), 5),
  /** The least change that counts as an improvement. */
  minDelta: withDefault(z.number().check(z.gte(0)), 0),
  /** Puts the best epoch's weights and slots back at the end. The count of steps, which schedules follow, stays. */
  restoreBest: withDefault(z.boolean(), true),
});

/** Looks at the gradients of a batch now and then, for layers whose gradients vanish and units that are dead. */
export const watchGradientsSchema = z.strictObject({
  /** Steps from one look to the next; the first step is looked at. */
  every: withDefault(z.int().check(z.positive()), 100),
  /** Elements of a gradient with a magnitude below it count as near zero. */
  threshold: withDefault(z.number().check(z.positive()), 1e-7),
});

/** Trains from several seeds and keeps the best: their number, or an object. */
export const restartsSchema = z.pipe(z.union([
  z.pipe(z.int().check(z.positive()), z.transform(count => ({ count }))),
  z.strictObject({
    /** How many seeds. */
    count: z.int().check(z.positive()),
    monitor: z.optional(z.string()),
    mode: monitorShape.mode,
  }),
]), z.transform(({ count, ...options }) => ({ mode: 'auto' as const, monitor: undefined, ...options, count })));

/** What a run's config says of its training, and what a call of `train` may say otherwise. */
export const trainingShape = {
  /** Passes over the training data. */
  epochs: z.optional(z.int().check(z.gte(0))),
  /** Ends training after so many steps, in the middle of an epoch if need be; the next call goes on from there. */
  steps: z.optional(z.int().check(z.positive())),
  /** Samples of a step. */
  batchSize: z.optional(z.int().check(z.positive())),
  /** Ends training when a figure has stopped improving. */
  earlyStopping: z.optional(earlyStoppingSchema),
  /** Looks for vanished gradients and dead units now and then. */
  watchGradients: z.optional(watchGradientsSchema),
  /** Trains from several seeds and keeps the best, by `validation.loss` where no figure is named, or `training.loss` without validation data. */
  restarts: z.optional(restartsSchema),
};

/** Options of a call that only code can give. */
const callSchema = z.strictObject({
  ...trainingShape,
  shuffle: z.optional(z.boolean()),
  signal: z.optional(signalSchema()),
});

export type EarlyStoppingOptions = z.output<typeof earlyStoppingSchema>;
export type WatchGradientsOptions = z.output<typeof watchGradientsSchema>;
export type RestartsOptions = z.output<typeof restartsSchema>;

/** Options of a call of `train`; what is left out is as the config says. */
export type TrainOptions = z.input<typeof callSchema>;

export interface TrainingOptions {
  /** Infinite where `steps` alone ends the run. */
  readonly epochs: number;
  readonly steps?: number | undefined;
  readonly batchSize: number;
  readonly shuffle: boolean;
  /** `samples` where it is left out. */
  readonly denominator?: Denominator | undefined;
  readonly classWeights?: ClassWeightsOption | undefined;
  readonly earlyStopping?: EarlyStoppingOptions | undefined;
  readonly watchGradients?: WatchGradientsOptions | undefined;
  readonly restarts?: RestartsOptions | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** The options of a call over those of the config. Throws a ConfigError for an unknown option or one out of range. */
export function mergeOptions(configured: TrainingOptions, given: TrainOptions): TrainingOptions {
  const { epochs, steps, batchSize, shuffle, earlyStopping, watchGradients, restarts, signal } = checkedOptions(callSchema, given, 'train');
  const bySteps = epochs === undefined && steps !== undefined;
  return {
    epochs: epochs ?? (bySteps ? Number.POSITIVE_INFINITY : configured.epochs),
    steps: steps ?? (epochs === undefined ? configured.steps : undefined),
    batchSize: batchSize ?? configured.batchSize,
    shuffle: shuffle ?? configured.shuffle,
    denominator: configured.denominator,
    classWeights: configured.classWeights,
    earlyStopping: earlyStopping ?? configured.earlyStopping,
    watchGradients: watchGradients ?? configured.watchGradients,
    restarts: restarts ?? configured.restarts,
    signal: signal ?? configured.signal,
  };
}
