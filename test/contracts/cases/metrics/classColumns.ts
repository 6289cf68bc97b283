import fc from 'fast-check';
import type { MetricContractOptions } from '../../../../src/testing/metricContract.ts';
import { shapes } from '../../random.ts';

export type MetricCase = Omit<MetricContractOptions, 'backends'>;

/** How the targets of classes are given: by index, by 0 and 1 in rows, or as one class that is yes or no. */
export type ClassTargets = 'index' | 'rows' | 'single';

/** Columns of classes, with what their case needs beside them. */
export interface ClassColumns extends Pick<MetricCase, 'seed' | 'batchSize' | 'prediction' | 'target' | 'exclusive'> {
  readonly form: ClassTargets;
  readonly classes: number;
  /** Whether the classes exclude each other: by the form of the targets, or as the loss says. */
  readonly excluding: boolean;
}

/** Random columns of classes, with predictions in (0, 1) or logits. */
export const classColumns = (probabilities: boolean): fc.Arbitrary<ClassColumns> => fc.record({
  seed: fc.nat(1000), batchSize: fc.integer({ min: 3, max: 6 }), rows: shapes(0, 1), several: fc.integer({ min: 2, max: 4 }), form: fc.constantFrom<ClassTargets>('index', 'rows', 'single'), exclusive: fc.boolean(),
}).map(({ rows, several, form, exclusive, ...rest }) => {
  const classes = form === 'single' ? 1 : several;
  const shape = form === 'single' ? [1] : [...rows, classes];
  return {
    ...rest, form, classes, exclusive, excluding: form === 'index' || (exclusive && form === 'rows'),
    prediction: { shape, value: random => (probabilities ? random.uniform() : random.normal()) },
    target: form === 'index' ? { shape: rows, dtype: 'int32', value: random => random.below(classes) } : { shape, dtype: 'int32' },
  };
});

/** The targets themselves as predictions, a class index as its one-hot row; `yes` and `no` are the numbers for 1 and 0. */
export const targetsAsPredictions = ({ form, classes }: Pick<ClassColumns, 'form' | 'classes'>, yes = 1, no = 0) => (targets: Float64Array): Float64Array => {
  const ones = form === 'index' ? Array.from(targets, index => Array.from({ length: classes }, (_, own) => Number(own === index))).flat() : [...targets];
  return Float64Array.from(ones, one => (one === 1 ? yes : no));
};

/** One row of classes as a reference reads it. */
export interface PlainRow {
  readonly predictions: readonly number[];
  /** 1 for the classes that are so. */
  readonly targets: readonly number[];
  readonly weight: number;
}

/** The rows of a batch. */
export function plainRows({ form, classes }: ClassColumns, a: Float64Array, t: Float64Array, w: Float64Array): readonly PlainRow[] {
  const count = a.length / classes;
  return Array.from({ length: count }, (_, row) => ({
    predictions: [...a.subarray(row * classes, (row + 1) * classes)],
    targets: form === 'index' ? Array.from({ length: classes }, (_, own) => Number(t[row] === own)) : [...t.subarray(row * classes, (row + 1) * classes)],
    weight: w[Math.floor((row * w.length) / count)] ?? Number.NaN,
  }));
}

/** The weight of the pairs of row and class for which something holds. */
export function weightOf(rows: readonly PlainRow[], holds: (row: PlainRow, own: number) => boolean, classes: readonly number[]): number {
  return rows.reduce((sum, row) => sum + row.weight * classes.filter(own => holds(row, own)).length, 0);
}

/** A figure of classes by how it is averaged, from the classes that it is taken of. */
export function plainAverage(average: 'micro' | 'macro' | 'weighted' | 'none', classes: number, rows: readonly PlainRow[], figureOf: (classes: readonly number[]) => number): number | readonly number[] {
  const all = [...Array(classes).keys()];
  const figures = all.map(own => figureOf([own]));
  if (average === 'micro') return figureOf(all);
  if (average === 'none') return figures;
  const weights = average === 'macro' ? figures.map(() => 1) : all.map(own => weightOf(rows, ({ targets }) => targets[own] === 1, [own]));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return total === 0 ? 0 : figures.reduce((sum, figure, index) => sum + figure * (weights[index] ?? 0), 0) / total;
}
