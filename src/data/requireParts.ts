import { DataError } from '../errors.ts';
import type { DataParts, Dataset } from './dataset.ts';
import { datasetOf } from './datasetOf.ts';

/**
 * What a data source gave, which may be a plugin's: a training would read zeros where values are missing. Throws a DataError where there is no training part, and where a part is no data set or its columns do not
 * hold whole samples, as many as it says.
 */
export function requireParts(parts: DataParts): DataParts {
  const { stream: _, ...datasets } = Object(parts) as Partial<DataParts>;
  if (datasets.train === undefined) throw new DataError('the data source gives no training part', { where: 'data', expected: '{ train: { count, inputs, targets }, … }' });
  for (const [name, dataset] of Object.entries(datasets)) if (dataset !== undefined) requireDataset(`data.${name}`, dataset);
  return parts;
}

function requireDataset(where: string, { inputs, targets, weights, count }: Dataset): void {
  if (!Array.isArray(inputs) || !Array.isArray(targets)) throw new DataError('this is no data set', { where, expected: '{ count, inputs: [column, …], targets: [column, …] }' });
  const untyped = [...inputs, ...targets].find(({ values }) => !ArrayBuffer.isView(values));
  if (untyped !== undefined) throw new DataError('the values of a column are in no typed array', { where: `${where}: ${untyped.name}`, expected: 'a Float32Array, an Int32Array or a Uint8Array' });
  const { count: found } = datasetOf(inputs, targets, weights);
  if (found !== count) throw new DataError('the columns do not hold as many samples as `count` says', { where, got: `${found} samples`, expected: `${count}` });
}
