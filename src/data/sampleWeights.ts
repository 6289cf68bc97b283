import { shown } from '../components/shown.ts';
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
  const broken = weights.values.findIndex((weight: number) => !isWeight(weight));
  if (broken >= 0) throw unusableWeight(weights.values[broken], placeOf(weights, broken, 0));
  return weights;
}

/** A weight counts a sample more or less; it never turns its loss around. */
export function isWeight(value: unknown): boolean {
  return typeof value === 'number' && value >= 0 && Math.fround(value) < Number.POSITIVE_INFINITY;
}

/** The error for a weight that is none. */
export function unusableWeight(value: unknown, where: string): DataError {
  return new DataError('a sample has a weight that cannot be used', { where, got: shown(value), expected: 'a finite number that is not negative' });
}

/** A data set with these weights, one a sample, that were checked before; `source` is their place for errors. */
export function withSampleWeights(dataset: Dataset, values: Float64Array, source: string): Dataset {
  return { ...dataset, weights: { name, shape: [], dtype: 'float', values, source } };
}

/** Throws a DataError where no sample of a data set, a part of the data for example, has a weight above 0. */
export function requireSomeWeight({ weights }: Dataset, part?: string): void {
  if (weights === undefined || weights.values.some((weight: number) => weight > 0)) return;
  const { source, fields } = weights;
  throw new DataError(`all weights${part === undefined ? '' : ` of the ${part} part`} are 0: there is nothing to take the mean of`, {
    where: fields === undefined ? source : `${source}, column ${fields.join()}`, expected: 'at least one weight above 0',
  });
}
