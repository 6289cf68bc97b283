import fc from 'fast-check';
import { accuracy, binaryAccuracy, categoricalAccuracy, meanSquaredErrorMetric } from '../../../src/metrics/index.ts';
import type { Shape } from '../../../src/tensor/shape.ts';
import type { MetricContractOptions } from '../../../src/testing/metricContract.ts';
import { shapes } from '../random.ts';

export type MetricCase = Omit<MetricContractOptions, 'backends'>;
type Reference = NonNullable<MetricCase['reference']>;

const seed = fc.nat(1000);
const batchSize = fc.integer({ min: 3, max: 6 });

/** Σ wᵢ·(mean of the values of sample i) / Σ wᵢ. */
function weightedMean(values: ArrayLike<number>, weights: Float64Array): number {
  const perSample = values.length / weights.length;
  const total = Array.from(values).reduce((sum, value, index) => sum + (value * (weights[Math.floor(index / perSample)] ?? 0)) / perSample, 0);
  return total / weights.reduce((sum, weight) => sum + weight, 0);
}

const binary = (threshold: number): Reference => (a, t, w) => weightedMean(a.map((x, i) => Number(Number(x > threshold) === t[i])), w);
const categorical = (classes: number, rows: boolean): Reference => (a, t, w) => {
  const winner = (values: Float64Array) => values.indexOf(Math.max(...values));
  const row = (values: Float64Array, index: number) => values.subarray(index * classes, (index + 1) * classes);
  return weightedMean(Array.from({ length: a.length / classes }, (_, index) => Number(winner(row(a, index)) === (rows ? winner(row(t, index)) : t[index]))), w);
};

type Threshold = { readonly threshold?: number; readonly fromLogits?: boolean };
/** A metric's options, what the loss says beside it, and the threshold that they mean together. */
const thresholds = fc.constantFrom<readonly [Threshold, boolean | undefined, number]>(
  [{ threshold: 0.3 }, true, 0.3], [{}, true, 0], [{}, false, 0.5], [{}, undefined, 0.5], [{ fromLogits: true }, false, 0], [{ fromLogits: false }, true, 0.5],
);
const binaryCase = (metric: (options: Threshold) => MetricCase['metric'], shape: fc.Arbitrary<Shape>): fc.Arbitrary<MetricCase> => (
  fc.record({ seed, batchSize, shape, thresholds }).map(({ shape, thresholds: [options, fromLogits, threshold], ...rest }) => ({
    ...rest, metric: metric(options), prediction: shape, target: { shape, dtype: 'int32' }, reference: binary(threshold), ...(fromLogits !== undefined && { fromLogits }),
  })));

const categoricalCase = (metric: MetricCase['metric']): fc.Arbitrary<MetricCase> => (
  fc.record({ seed, batchSize, rows: shapes(0, 1), classes: fc.integer({ min: 2, max: 4 }), oneHot: fc.boolean() }).map(({ rows, classes, oneHot, ...rest }) => ({
    ...rest, metric, prediction: [...rows, classes], reference: categorical(classes, oneHot),
    target: oneHot ? { shape: [...rows, classes], value: random => random.uniform() } : { shape: rows, dtype: 'int32', value: random => random.below(classes) },
  })));

/** Random cases of every metric. */
export const metricCases: Readonly<Record<string, fc.Arbitrary<MetricCase>>> = {
  accuracy: fc.oneof(binaryCase(options => accuracy(options), fc.constantFrom([], [1])), categoricalCase(accuracy())),
  binaryAccuracy: binaryCase(options => binaryAccuracy(options), shapes(0, 2)),
  categoricalAccuracy: categoricalCase(categoricalAccuracy()),
  meanSquaredError: fc.record({ seed, batchSize, shape: shapes() }).map(({ shape, ...rest }): MetricCase => ({
    ...rest, metric: meanSquaredErrorMetric(), prediction: shape, target: shape,
    reference: (a, t, w) => weightedMean(a.map((x, i) => (x - (t[i] ?? 0)) ** 2), w),
  })),
};
