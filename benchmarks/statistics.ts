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

/** An estimate and its 95 % confidence interval. */
export interface Interval {
  readonly estimate: number;
  readonly low: number;
  readonly high: number;
}

/**
 * The ratio of two series measured in the same rounds, and its interval by Student's t on the logarithms of the ratios of each round: what disturbs a round disturbs both.
 *
 *     exp(m ± t·s/√n)    m, s mean and deviation of log(leftᵢ / rightᵢ)
 *
 * A round that one of the two has not is left out (undefined). The interval of fewer than two rounds is everything.
 */
export function pairedRatio(left: readonly (number | undefined)[], right: readonly (number | undefined)[]): Interval {
  const logs = left.flatMap((value, round) => {
    const other = right[round];
    return value === undefined || other === undefined ? [] : [Math.log(value / other)];
  });
  const m = mean(logs);
  const deviation = Math.sqrt(logs.reduce((sum, log) => sum + (log - m) ** 2, 0) / (logs.length - 1));
  const half = logs.length < 2 ? Number.POSITIVE_INFINITY : studentsQuantile(logs.length - 1) * deviation / Math.sqrt(logs.length);
  return { estimate: Math.exp(m), low: Math.exp(m - half), high: Math.exp(m + half) };
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
  const deviations = expected.map((value, index) => Math.abs((actual[index] ?? Number.NaN) - value) / Math.abs(value));
  return deviations.some(Number.isNaN) ? Number.POSITIVE_INFINITY : Math.max(0, ...deviations);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** The 97.5 % quantiles of Student's t for 1, 2, … degrees of freedom. */
const studentsQuantiles = [12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.16, 2.145, 2.131, 2.12, 2.11, 2.101, 2.093, 2.086];

function studentsQuantile(freedom: number): number {
  return studentsQuantiles[freedom - 1] ?? 1.96 + 2.5 / freedom;
}
