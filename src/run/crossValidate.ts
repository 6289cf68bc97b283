import * as z from 'zod/mini';
import { withDefault } from '../components/withDefault.ts';
import { requireConfig } from '../config/requireConfig.ts';
import type { RunConfig } from '../config/schema.ts';
import type { DataParts } from '../data/dataset.ts';
import { foldsOf } from '../data/folds.ts';
import { ConfigError, DataError } from '../errors.ts';
import { checkedOptions, functionSchema, signalSchema } from '../training/callOptions.ts';
import type { Figure } from '../metrics/metric.ts';
import type { Figures } from '../training/observer.ts';
import type { RunOrigin } from './assembleRun.ts';
import { createRun } from './createRun.ts';
import { requireOrigin } from './requireOrigin.ts';

/** How samples are divided, and who is told. */
const optionsSchema = z.strictObject({
  /** Parts that the samples are divided into; each is the test part once. */
  folds: withDefault(z.int().check(z.gte(2)), 5),
  /** Divisions, each drawn anew. */
  repeats: withDefault(z.int().check(z.positive()), 1),
  /** Gives each fold its share of every class. */
  stratified: withDefault(z.boolean(), false),
  /** Draws which samples go into which fold; else each fold holds samples that stand side by side. */
  shuffle: withDefault(z.boolean(), true),
  /** Keys the division; the config's seed where it is left out. */
  seed: z.optional(z.int().check(z.nonnegative())),
  /** Called when a fold is done. */
  foldEnded: z.optional(functionSchema<(fold: FoldResult) => void>()),
  signal: z.optional(signalSchema()),
});

export type CrossValidationOptions = z.input<typeof optionsSchema>;

/** One run of a cross-validation. */
export interface FoldResult {
  /** The division and the fold in it, from 1. */
  readonly repeat: number;
  readonly fold: number;
  /** Samples that it was trained and tested on. */
  readonly samples: { readonly train: number; readonly test: number };
  /** Loss and metrics on the fold. */
  readonly figures: Figures;
}

export interface CrossValidation {
  readonly folds: readonly FoldResult[];
  /** The mean of each figure over the folds, Σ x / n. */
  readonly mean: Figures;
  /** The standard deviation of each figure over the folds, √(Σ (x − mean)² / (n − 1)). */
  readonly standardDeviation: Figures;
}

/**
 * Trains a run of its own for each fold and tests it on the fold: k-fold cross-validation. The training part of the config's data is divided; a test part that they have is
 * not looked at. Every run starts from the same weights; what is standardised, is by the statistics of the fold's own training part. An abort ends it after the last whole fold.
 *
 *     const { mean } = await crossValidate(config, { folds: 5, stratified: true });
 *
 * Throws a ConfigError for wrong options and a config without data, a DataError for more folds than samples, for a class with fewer samples than folds where it is stratified,
 * and for a stream; and what `createRun` and `train` throw.
 */
export async function crossValidate(config: RunConfig, options: CrossValidationOptions = {}, origin: RunOrigin = {}): Promise<CrossValidation> {
  const settings = checkedOptions(optionsSchema, options, 'crossValidate');
  requireOrigin(origin, 'crossValidate');
  requireConfig(config);
  const { located = work => work() } = origin;
  if (config.data === undefined) located(refuseNoData);
  const folds: FoldResult[] = [];
  for (let index = 0; index < settings.repeats * settings.folds; index++) {
    const result = await foldResult(config, settings, index, origin);
    if (result === undefined) break;
    settings.foldEnded?.(result);
    folds.push(result);
  }
  const all = folds.map(({ figures }) => figures);
  return { folds, mean: overFolds(all, meanOf), standardDeviation: overFolds(all, deviationOf) };
}

function refuseNoData(): never {
  throw new ConfigError('there is no data to divide into folds', { where: 'data', next: 'name a data source in the config' });
}

type Settings = z.output<typeof optionsSchema>;

/** Undefined where the fold was cut by an abort. */
async function foldResult(config: RunConfig, settings: Settings, index: number, origin: RunOrigin): Promise<FoldResult | undefined> {
  const { folds, signal } = settings;
  const [repeat, fold] = [Math.floor(index / folds), index % folds];
  await using run = await createRun(config, { ...origin, divide: parts => foldParts(parts, settings, (settings.seed ?? config.seed ?? 0) + repeat, fold) });
  const { reason } = await run.train(signal === undefined ? {} : { signal });
  const { train, test } = run.parts.data ?? {};
  if (reason === 'interrupted' || train === undefined || test === undefined) return undefined;
  return { repeat: repeat + 1, fold: fold + 1, samples: { train: train.count, test: test.count }, figures: await run.evaluate('test') };
}

function foldParts({ train, stream, validation }: DataParts, settings: Settings, seed: number, fold: number): DataParts {
  if (stream !== undefined) throw new DataError('a stream keeps no samples that could be divided into folds', { where: 'data', next: 'cross-validate on data in memory' });
  const split = foldsOf(train, settings, seed)[fold];
  if (split === undefined) throw new Error(`there is no fold ${fold}`);
  return { train: split.kept, test: split.held, ...(validation && { validation }) };
}

/** Each figure of all folds made one. */
function overFolds(all: readonly Figures[], of: (values: readonly number[]) => number): Figures {
  const names = Object.keys(all[0] ?? {});
  return { loss: Number.NaN, ...Object.fromEntries(names.map(name => [name, merged(all.map(figures => figures[name] ?? Number.NaN), of)])) };
}

/** Lists are merged element by element. */
function merged(figures: readonly Figure[], of: (values: readonly number[]) => number): Figure {
  const lists = figures.filter(figure => typeof figure !== 'number');
  if (lists.length === 0) return of(figures.filter(figure => typeof figure === 'number'));
  return (lists[0] ?? []).map((_, index) => merged(lists.map(list => list[index] ?? Number.NaN), of));
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function deviationOf(values: readonly number[]): number {
  const mean = meanOf(values);
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1));
}
