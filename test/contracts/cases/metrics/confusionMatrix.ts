import fc from 'fast-check';
import { confusionMatrix } from '../../../../src/metrics/index.ts';
import { classColumns, plainRows } from './classColumns.ts';
import type { MetricCase, PlainRow } from './classColumns.ts';

/** The first of the largest; of a single class no or yes. */
function classOf(values: readonly number[], threshold: number): number {
  return values.length === 1 ? Number((values[0] ?? 0) > threshold) : values.indexOf(Math.max(...values));
}

function counts(rows: readonly PlainRow[], classes: number): readonly (readonly number[])[] {
  const all = [...Array(classes).keys()];
  return all.map(actual => all.map(predicted => rows.reduce((sum, { predictions, targets, weight }) => (
    sum + weight * Number(classOf(targets, 0.5) === actual && classOf(predictions, 0.4) === predicted)), 0)));
}

const total = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) || 1;

/** Random cases of the confusion matrix. */
export const confusionCase: fc.Arbitrary<MetricCase> = fc.record({ columns: classColumns(true), normalize: fc.constantFrom('none' as const, 'target' as const, 'prediction' as const, 'all' as const) })
  .map(({ columns, normalize }) => ({
    ...columns, metric: confusionMatrix({ normalize, threshold: 0.4 }),
    reference: (a, t, w) => {
      const matrix = counts(plainRows(columns, a, t, w), Math.max(2, columns.classes));
      const divisor = { none: () => 1, target: (i: number) => total(matrix[i] ?? []), prediction: (_: number, j: number) => total(matrix.map(row => row[j] ?? 0)), all: () => total(matrix.flat()) }[normalize];
      return matrix.map((row, i) => row.map((count, j) => count / divisor(i, j)));
    },
  }));
