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

/** Throws a DataError where no sample of a data set, a part of the data for example, has a weight above 0, or none of those a target that is not the class which its loss ignores. */
export function requireSomeWeight({ weights, targets }: Dataset, ignored: readonly (number | undefined)[], part?: string): void {
  const within = part === undefined ? '' : ` of the ${part} part`;
  if (weights?.values.some((weight: number) => weight > 0) === false) {
    throw new DataError(`all weights${within} are 0: there is nothing to take the mean of`, { where: tableColumn(weights), expected: 'at least one weight above 0' });
  }
  const empty = targets.find((column, index) => ignored[index] !== undefined && !counts(column, ignored[index], weights));
  if (empty === undefined) return;
  throw new DataError(`no target${within} counts: there is nothing to take the mean of`, {
    where: tableColumn(empty), got: `for each the class that the loss ignores, ${ignored[targets.indexOf(empty)]}, or a weight of 0`, expected: 'at least one of another class, in a sample with a weight above 0',
  });
}

function counts({ values, shape, scale = 1 }: Column, ignored: number | undefined, weights: Column | undefined): boolean {
  const size = sizeOf(shape);
  return values.some((value: number, index: number) => value * scale !== ignored && weights?.values[Math.floor(index / size)] !== 0);
}

function tableColumn({ source, name, fields }: Column): string {
  return `${source ?? name}${fields === undefined ? '' : `, column ${fields.join()}`}`;
}
