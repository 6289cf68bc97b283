import * as z from 'zod/mini';
import { DataError } from '../errors.ts';
import type { HostArray } from '../tensor/dtype.ts';
import { sizeOf } from '../tensor/shape.ts';
import type { Column, Dataset } from './dataset.ts';

const statisticsSchema = z.strictObject({ mean: z.readonly(z.array(z.number())), deviation: z.readonly(z.array(z.number().check(z.positive()))) });

/** What a stored standardisation must look like: it is data, kept with a model as JSON. */
export const standardisationSchema = z.record(z.string(), statisticsSchema);

/** Mean and standard deviation of every feature of a column, in the order of the flattened sample. */
export type ColumnStatistics = Readonly<z.infer<typeof statisticsSchema>>;

/** The statistics of columns by name. Columns that it does not name are left as they are. */
export type Standardisation = Readonly<Record<string, ColumnStatistics>>;

/**
 * A data set with x replaced by (x − μ) / σ, inputs and targets alike.
 *
 * Throws a DataError where a column has another number of features than the statistics.
 */
export function standardise(dataset: Dataset, standardisation: Standardisation): Dataset {
  const each = (column: Column): Column => {
    const statistics = standardisation[column.name];
    return statistics === undefined ? column : standardiseColumn(column, statistics);
  };
  return { ...dataset, inputs: dataset.inputs.map(each), targets: dataset.targets.map(each) };
}

/** The inverse, for predictions: x·σ + μ, of values that lie as the samples of the column do. */
export function unstandardise(values: ArrayLike<number>, { mean, deviation }: ColumnStatistics): Float64Array {
  return Float64Array.from(values, (value, index) => value * (deviation[index % mean.length] ?? 1) + (mean[index % mean.length] ?? 0));
}

function standardiseColumn(column: Column, { mean, deviation }: ColumnStatistics): Column {
  const { scale = 1, values } = column;
  const size = sizeOf(column.shape);
  if (size !== mean.length || size !== deviation.length) throw otherFeatures(column, size, mean.length);
  const standardised = like(values);
  for (let i = 0; i < values.length; i++) {
    standardised[i] = ((values[i] ?? 0) * scale - (mean[i % size] ?? 0)) / (deviation[i % size] ?? 1);
  }
  return { ...column, values: standardised, scale: 1 };
}

function like(values: HostArray): HostArray {
  return values instanceof Float64Array ? new Float64Array(values.length) : new Float32Array(values.length);
}

function otherFeatures(column: Column, got: number, expected: number): DataError {
  return new DataError('these samples have another number of features than those that the standardisation was fitted on', {
    where: column.source ?? column.name,
    got: `${got} features`,
    expected: `${expected} features`,
  });
}
