import type { DataParts, Dataset } from './dataset.ts';
import { countOf } from './datasetOf.ts';

/** Whether a data source gave a training part, and parts with columns of whole samples, as many as each says. What is wrong where it did not, `requireParts` tells. */
export function isWhole(parts: DataParts): boolean {
  const { stream: _, ...datasets } = Object(parts) as Partial<DataParts>;
  return datasets.train !== undefined && Object.values(datasets).every(dataset => dataset === undefined || holdsSamples(dataset));
}

function holdsSamples({ inputs, targets, weights, count }: Dataset): boolean {
  if (!Array.isArray(inputs) || !Array.isArray(targets)) return false;
  const columns = [...inputs, ...targets, ...(weights ? [weights] : [])];
  return count > 0 && columns.every(column => ArrayBuffer.isView(column.values) && countOf(column) === count) && new Set(columns.map(({ name }) => name)).size === columns.length;
}
