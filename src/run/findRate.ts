import * as z from 'zod/mini';
import { withDefault } from '../components/withDefault.ts';
import { requireConfig } from '../config/requireConfig.ts';
import type { RunConfig } from '../config/schema.ts';
import { ConfigError } from '../errors.ts';
import { exponentialDecay } from '../schedules/exponentialDecay.ts';
import { checkedOptions, signalSchema } from '../training/callOptions.ts';
import { sweepRates } from '../training/rateSweep.ts';
import type { RateSweep, RateTrial } from '../training/rateSweep.ts';
import type { RunParts } from '../training/runParts.ts';
import type { RunOrigin } from './assembleRun.ts';
import { createRun } from './createRun.ts';
import { requireOrigin } from './requireOrigin.ts';
import { withLearningRate } from './withLearningRate.ts';

/** Rates beyond are 0 or infinite as floats of 32 bits. */
const [leastRate, greatestRate] = [1e-37, 1e38];

const optionsSchema = z.strictObject({
  /** The rate of the first step. */
  from: withDefault(z.number().check(z.gte(leastRate)), 1e-6),
  /** The rate of the last step. */
  to: withDefault(z.number().check(z.positive(), z.lte(greatestRate)), 10),
  /** Steps on batches of the config's size, each at a higher rate. */
  steps: withDefault(z.int().check(z.gte(2)), 200),
  /** β of the loss's exponential moving average. */
  smoothing: withDefault(z.number().check(z.gte(0), z.lt(1)), 0.9),
  signal: z.optional(signalSchema()),
});

export type FindRateOptions = z.input<typeof optionsSchema>;

/** What a test of rates found. */
export interface RateFinding extends RateSweep {
  /** What to begin with; undefined where the loss fell by less than a thousandth. */
  readonly suggestions: RateSuggestions | undefined;
}

export interface RateSuggestions {
  /** The rate at which the smoothed loss falls most a factor of the rate. */
  readonly steepest: number;
  /** The rate at which the smoothed loss is least: with it, training is at its edge. */
  readonly minimum: number;
  /** A tenth of it, the cautious choice. */
  readonly tenthOfMinimum: number;
}

/**
 * The learning-rate range test: trains a fresh run of the config with a rate that grows by the same ratio each step, and looks where the loss falls and where it breaks out.
 *
 *     ηₛ = from·(to / from)^(s / (steps − 1))
 *
 * The rate replaces `learningRate` of the config's optimizer; in a chain that of its last link which has one, in parameter groups that of `rest`. The test ends early where the
 * smoothed loss exceeds 4 times its best, or is not finite. Nothing is evaluated, written or kept.
 *
 *     const { suggestions } = await findRate(config, { steps: 300 });
 *
 * Throws a ConfigError for wrong options, a config without data and an optimizer without a rate, and what `createRun` throws.
 * Source: Smith, "Cyclical learning rates for training neural networks" (2017).
 */
export async function findRate(config: RunConfig, options: FindRateOptions = {}, origin: RunOrigin = {}): Promise<RateFinding> {
  const { from, to, steps, smoothing, signal } = checkedOptions(optionsSchema, options, 'findRate');
  requireOrigin(origin, 'findRate');
  requireConfig(config);
  if (to <= from) throw new ConfigError('the rates do not grow', { where: 'findRate.to', got: `from ${from} to ${to}`, expected: `more than ${from}` });
  const rate = exponentialDecay({ initialValue: from, decayRate: to / from, decaySteps: steps - 1 });
  const parts = await freshParts(config, { ...origin, change: (given, registry) => withLearningRate(given, registry, rate) });
  if (parts.data === undefined) throw new ConfigError('there is no data to try rates on', { where: 'data', next: 'name a data source in the config' });
  const rateAt = (step: number) => from * (to / from) ** (step / (steps - 1));
  const found = await sweepRates(parts, parts.data, { steps, smoothing, signal, rateAt });
  return { ...found, suggestions: suggestionsOf(found.trials) };
}

/** The parts of a run of the config that tells nobody and writes nothing. Its session is given up: the test opens its own. */
async function freshParts({ observers: _observers, output: _output, ...config }: RunConfig, origin: RunOrigin): Promise<RunParts> {
  await using run = await createRun(config, origin);
  return run.parts;
}

/** A fall by less than this share of the first smoothed loss is none. */
const leastFall = 1e-3;

/**
 * The first smoothed losses are noisy, being means of few, and so are differences from step to step: the first twentieth of the steps is left out, and slopes over log rate are
 * taken across a tenth of the steps.
 */
function suggestionsOf(trials: readonly RateTrial[]): RateSuggestions | undefined {
  const reach = Math.max(1, Math.floor(trials.length / 20));
  const seen = trials.slice(reach - 1);
  const lowest = indexOfLeast(seen.map(({ smoothed }) => smoothed));
  const slopes = seen.slice(0, lowest + 1).map((_, index) => slopeAt(seen, index, reach));
  const [first, steep, least] = [seen[0], seen[indexOfLeast(slopes)], seen[lowest]];
  if (first === undefined || steep === undefined || least === undefined || Math.min(...slopes) >= 0) return undefined;
  if (first.smoothed - least.smoothed <= leastFall * Math.abs(first.smoothed)) return undefined;
  return { steepest: steep.rate, minimum: least.rate, tenthOfMinimum: least.rate / 10 };
}

/** Infinite before there are enough steps on the left. */
function slopeAt(trials: readonly RateTrial[], index: number, reach: number): number {
  const [before, after] = [trials[index - reach], trials[Math.min(trials.length - 1, index + reach)]];
  if (before === undefined || after === undefined) return Number.POSITIVE_INFINITY;
  return (after.smoothed - before.smoothed) / Math.log(after.rate / before.rate);
}

function indexOfLeast(values: readonly number[]): number {
  return values.indexOf(Math.min(...values));
}
