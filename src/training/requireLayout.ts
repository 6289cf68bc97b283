import type { Column, Dataset } from '../data/dataset.ts';
import { countOf } from '../data/datasetOf.ts';
import { sampleWeights } from '../data/sampleWeights.ts';
import { DataError } from '../errors.ts';
import { formatShape, sameShape } from '../tensor/shape.ts';
import { requireWhole } from './batchColumns.ts';
import type { Layout, LayoutColumn } from './userBatch.ts';

/** Throws a DataError where data, if there are any, are not laid out as those that the model was trained on. `place` is where the config has them. */
export function requireLayout(data: Dataset | undefined, { inputs, targets }: Pick<Layout, 'inputs' | 'targets'>, place?: string): void {
  if (data === undefined) return;
  const under = (kind: string) => (place === undefined ? undefined : `${place}.${kind}`);
  requireColumns('inputs', data.inputs, inputs, under('inputs'));
  requireColumns('targets', data.targets, targets, under('targets'));
}

/** Throws a DataError where columns have other names or shapes than the model's. `place` is told where columns that are missing cannot say where they come from. */
export function requireColumns(kind: string, got: readonly Column[], expected: readonly LayoutColumn[], place?: string): void {
  const fits = got.length === expected.length && expected.every(({ name, shape }, index) => got[index]?.name === name && sameShape(shape, got[index]?.shape ?? []));
  if (fits) return;
  throw new DataError(`the ${kind} are not laid out as those that the model was trained on`, { where: got[0]?.source ?? place, got: print(got), expected: print(expected) });
}

/** Throws a DataError where a data set put together in code cannot be cut into batches: no samples, columns that differ in their number, broken class indices. */
export function requireSamples({ count, inputs, targets, weights }: Dataset, layout: Pick<Layout, 'inputs' | 'targets'>): void {
  if (!Number.isInteger(count) || count < 1) throw new DataError('there are no samples', { got: `a count of ${count}`, expected: 'at least one sample' });
  if (weights !== undefined) requireCount(sampleWeights(weights), count);
  for (const [columns, expected] of [[inputs, layout.inputs], [targets, layout.targets]] as const) {
    columns.forEach((column, index) => {
      requireCount(column, count);
      if (expected[index]?.dtype === 'int32' && column.dtype !== 'int32') requireWhole(column);
    });
  }
}

function requireCount(column: Column, count: number): void {
  if (countOf(column) === count) return;
  throw new DataError('a column does not hold as many samples as the data set', { where: column.name, got: `${countOf(column)}`, expected: `${count}` });
}

function print(columns: readonly LayoutColumn[]): string {
  return columns.map(({ name, shape }) => `${name} ${formatShape(shape)}`).join(', ') || 'none';
}
