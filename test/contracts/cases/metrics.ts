import fc from 'fast-check';
import {
  accuracy, binaryAccuracy, categoricalAccuracy, cosineSimilarityMetric, labelAccuracy, meanMetric, rootMeanSquaredError, sumMetric, topKAccuracy,
} from '../../../src/metrics/index.ts';
import { sizeOf } from '../../../src/tensor/shape.ts';
import type { Shape } from '../../../src/tensor/shape.ts';
import type { RandomStream } from '../../../src/random/randomStream.ts';
import type { MetricContractOptions } from '../../../src/testing/metricContract.ts';
import { shapes } from '../random.ts';
import { targetsAsPredictions } from './metrics/classColumns.ts';
import { confusionCase } from './metrics/confusionMatrix.ts';
import { curveCases } from './metrics/curves.ts';
import { decisionCases } from './metrics/decisions.ts';
import { r2Case } from './metrics/r2.ts';

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

const itself = (targets: Float64Array) => targets;
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
    ...rest, metric: metric(options), prediction: shape, target: { shape, dtype: 'int32' }, best: itself, reference: binary(threshold), ...(fromLogits !== undefined && { fromLogits }),
  })));

const bestClasses = (classes: number, rows: boolean) => (rows ? itself : targetsAsPredictions({ form: 'index', classes }));

const categoricalCase = (metric: MetricCase['metric']): fc.Arbitrary<MetricCase> => (
  fc.record({ seed, batchSize, rows: shapes(0, 1), classes: fc.integer({ min: 2, max: 4 }), oneHot: fc.boolean() }).map(({ rows, classes, oneHot, ...rest }) => ({
    ...rest, metric, prediction: [...rows, classes], reference: categorical(classes, oneHot), best: bestClasses(classes, oneHot),
    target: oneHot ? { shape: [...rows, classes], value: random => random.uniform() } : { shape: rows, dtype: 'int32', value: random => random.below(classes) },
  })));

/** A metric of predictions and targets alike; `make` gives it with its reference for a shape of a sample. */
const elementCase = (make: (shape: Shape) => Pick<MetricCase, 'metric' | 'reference' | 'best'> & { readonly whole?: boolean }, shape = shapes()): fc.Arbitrary<MetricCase> => (
  fc.record({ seed, batchSize, shape }).map(({ shape, ...rest }) => {
    const { metric, reference, best, whole = false } = make(shape);
    const column = whole ? { shape, value: (random: RandomStream) => random.below(2) } : shape;
    return { ...rest, metric, prediction: column, target: column, ...(reference && { reference }), ...(best && { best }) };
  }));

const topKCase: fc.Arbitrary<MetricCase> = fc.record({ seed, batchSize, classes: fc.integer({ min: 2, max: 4 }), k: fc.integer({ min: 1, max: 4 }), oneHot: fc.boolean() })
  .map(({ classes, k, oneHot, ...rest }) => ({
    ...rest, metric: topKAccuracy({ k: Math.min(k, classes) }), best: bestClasses(classes, oneHot),
    // Few different predictions, so that there are ties.
    prediction: { shape: [classes], value: random => random.below(3) },
    target: oneHot ? { shape: [classes], value: random => random.uniform() } : { shape: [], dtype: 'int32', value: random => random.below(classes) },
    reference: (a, t, w) => weightedMean(w.map((_, row) => {
      const [own, wanted] = [a.subarray(row * classes, (row + 1) * classes), t.subarray(row * classes, (row + 1) * classes)];
      const target = oneHot ? wanted.indexOf(Math.max(...wanted)) : t[row] ?? 0;
      return Number(own.filter(value => value > (own[target] ?? 0)).length < Math.min(k, classes));
    }), w),
  }));

const squaredError: Reference = (a, t, w) => weightedMean(a.map((x, i) => (x - (t[i] ?? 0)) ** 2), w);

/** The cosine of each row of the last axis. */
const cosines = (shape: Shape): Reference => (a, t, w) => {
  const size = shape.at(-1) ?? 1;
  const dot = (x: Float64Array, y: Float64Array) => x.reduce((sum, value, index) => sum + value * (y[index] ?? 0), 0);
  return weightedMean(Array.from({ length: a.length / size }, (_, row) => {
    const [x, y] = [a.subarray(row * size, (row + 1) * size), t.subarray(row * size, (row + 1) * size)];
    return dot(x, y) / Math.sqrt(dot(x, x) * dot(y, y));
  }), w);
};

/** Random cases of every metric. */
export const metricCases: Readonly<Record<string, fc.Arbitrary<MetricCase>>> = {
  accuracy: fc.oneof(binaryCase(options => accuracy(options), fc.constantFrom([], [1])), categoricalCase(accuracy())),
  binaryAccuracy: binaryCase(options => binaryAccuracy(options), shapes(0, 2)),
  categoricalAccuracy: categoricalCase(categoricalAccuracy()),
  topKAccuracy: topKCase,
  labelAccuracy: elementCase(() => ({ metric: labelAccuracy(), whole: true, best: itself, reference: (a, t, w) => weightedMean(a.map((x, i) => Number(x === t[i])), w) })),
  ...decisionCases,
  confusionMatrix: confusionCase,
  ...curveCases,
  rootMeanSquaredError: elementCase(() => ({ metric: rootMeanSquaredError(), best: itself, reference: (...all) => Math.sqrt(Number(squaredError(...all))) })),
  r2: r2Case,
  cosineSimilarity: elementCase(shape => ({ metric: cosineSimilarityMetric(), best: itself, reference: cosines(shape) }), shapes(1)),
  mean: elementCase(() => ({ metric: meanMetric(), reference: (a, _, w) => weightedMean(a, w) })),
  sum: elementCase(shape => ({ metric: sumMetric(), reference: (a, _, w) => a.reduce((sum, x, i) => sum + x * (w[Math.floor(i / sizeOf(shape))] ?? 0), 0) })),
};
