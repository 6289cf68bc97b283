import type { Column, Dataset } from '../data/dataset.ts';
import { DataError } from '../errors.ts';
import { formatShape, sameShape } from '../tensor/shape.ts';
import type { Layout } from '../training/userBatch.ts';

/** Throws a DataError where data are not laid out as those that a stored model was trained on. */
export function requireLayout(data: Dataset, stored: Layout): void {
  requireColumns('inputs', data.inputs, stored.inputs);
  requireColumns('targets', data.targets, stored.targets);
}

/** Throws a DataError where columns have other names or shapes than the model's. */
export function requireColumns(kind: string, got: readonly Column[], expected: Layout['inputs']): void {
  const fits = got.length === expected.length && expected.every(({ name, shape }, index) => got[index]?.name === name && sameShape(shape, got[index]?.shape ?? []));
  if (fits) return;
  throw new DataError(`the ${kind} are not laid out as those that the model was trained on`, { where: got[0]?.source, got: print(got), expected: print(expected) });
}

function print(columns: Layout['inputs']): string {
  return columns.map(({ name, shape }) => `${name} ${formatShape(shape)}`).join(', ') || 'none';
}
