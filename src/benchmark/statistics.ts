import { RandomStream } from '../random/randomStream.ts';
import { byStart } from './starts.ts';

/** The middle of sorted values, or the mean of the two in the middle. NaN for none. */
export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** The value below which a share of the values lies, interpolated between neighbours (definition 7 of Hyndman and Fan). */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((left, right) => left - right);
  const place = share * (sorted.length - 1);
  const [low, high] = [sorted[Math.floor(place)] ?? Number.NaN, sorted[Math.ceil(place)] ?? Number.NaN];
  return low + (place - Math.floor(place)) * (high - low);
}

/** Samples that the bootstrap draws. */
const resamples = 2000;

/** An estimate and its 95 % confidence interval. */
export interface Interval {
  readonly estimate: number;
  readonly low: number;
  readonly high: number;
}

/**
 * The median of the rounds, and its interval by the bootstrap: the 2.5 % and 97.5 % quantiles of the medians of samples drawn with replacement. The starts of a process are drawn
 * first, then the rounds of each that was drawn, for rounds of one start are alike in what sets them apart from another's. The draws are those of a fixed seed.
 *
 * Of a single start with n rounds that differ by chance alone, the interval holds the true median in 95 % of all cases from 5 rounds on. A round without a value is left out
 * (undefined). NaN for no values.
 *
 * Source: Efron, Bootstrap methods: another look at the jackknife (Annals of Statistics 7, 1979); Davison, Hinkley, Bootstrap Methods and their Application (1997), section 3.8.
 */
export function medianInterval(rounds: readonly (number | undefined)[]): Interval {
  const starts = byStart(rounds);
  const random = new RandomStream(1, 'bootstrap');
  const placesOf = (list: readonly unknown[]) => list.map(() => random.below(list.length));
  const drawn = () => placesOf(starts).flatMap(start => placesOf(starts[start] ?? []).map(round => starts[start]?.[round] ?? Number.NaN));
  const medians = Array.from({ length: resamples }, () => median(drawn()));
  return { estimate: median(starts.flat()), low: quantile(medians, 0.025), high: quantile(medians, 0.975) };
}

/**
 * The ratio of two series measured in the same rounds, and its interval: what disturbs a round disturbs both, so that the ratios of the rounds are what is looked at.
 *
 *     exp(median of log(leftᵢ / rightᵢ))
 *
 * A round that one of the two has not is left out (undefined). The interval of fewer than two rounds is everything.
 */
export function pairedRatio(left: readonly (number | undefined)[], right: readonly (number | undefined)[]): Interval {
  const logs = left.map((value, round) => {
    const other = right[round];
    return value === undefined || other === undefined ? undefined : Math.log(value / other);
  });
  const { estimate, low, high } = medianInterval(logs);
  const told = logs.filter(value => value !== undefined).length > 1;
  return { estimate: Math.exp(estimate), low: told ? Math.exp(low) : 0, high: told ? Math.exp(high) : Number.POSITIVE_INFINITY };
}

/** b of y ≈ a·xᵇ, by least squares on logarithms: 1 where y grows as x does, 0 where it stays. NaN for fewer than two sizes. */
export function growthExponent(sizes: readonly number[], times: readonly number[]): number {
  const x = sizes.map(Math.log);
  const y = times.map(Math.log);
  const [meanX, meanY] = [mean(x), mean(y)];
  const covariance = x.reduce((sum, value, index) => sum + (value - meanX) * ((y[index] ?? Number.NaN) - meanY), 0);
  return covariance / x.reduce((sum, value) => sum + (value - meanX) ** 2, 0);
}

/** The largest |actual − expected| / |expected| of two lists; infinite where one is not a number. */
export function largestDeviation(actual: readonly number[], expected: readonly number[]): number {
  const deviations = expected.map((value, index) => (actual[index] === value ? 0 : Math.abs((actual[index] ?? Number.NaN) - value) / Math.abs(value)));
  return deviations.some(Number.isNaN) ? Number.POSITIVE_INFINITY : Math.max(0, ...deviations);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
