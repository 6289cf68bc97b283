import { DataError } from '../errors.ts';
import { sizeOf } from '../tensor/shape.ts';
import type { Column, Dataset } from './dataset.ts';
import { placeOf } from './datasetOf.ts';

/** The name of the column of weights: none that a model's tensor has. */
const name = 'sample weights';

/**
 * Weights of samples as a column, from one of any name.
 *
 * Throws a DataError that names the sample of a weight that is negative or not finite, and where there is not one number a sample.
 */
export function sampleWeights({ values, scale = 1, ...column }: Column): Column {
  if (sizeOf(column.shape) !== 1) throw new DataError('there is not one weight a sample', { where: column.source, got: `${sizeOf(column.shape)} numbers a sample`, expected: 'one' });
  const weights: Column = { ...column, name, shape: [], dtype: 'float', values: Float64Array.from(values, value => value * scale) };
  const broken = weights.values.findIndex((weight: number) => !(weight >= 0 && weight < Number.POSITIVE_INFINITY));
  if (broken < 0) return weights;
  throw new DataError('a sample has a weight that cannot be used', { where: placeOf(weights, broken), got: String(weights.values[broken]), expected: 'a finite number that is not negative' });
}

/** A data set with these weights, one a sample, that were checked before; `source` is their place for errors. */
export function withSampleWeights(dataset: Dataset, values: Float64Array, source: string): Dataset {
  return { ...dataset, weights: { name, shape: [], dtype: 'float', values, source } };
}

/** Throws a DataError where no sample of a data set has a weight above 0. */
export function requireSomeWeight({ weights }: Dataset): void {
  if (weights === undefined || weights.values.some((weight: number) => weight > 0)) return;
  throw new DataError('all weights are 0: there is nothing to take the mean of', { where: weights.source, expected: 'at least one weight above 0' });
}
