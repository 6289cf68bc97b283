import * as z from 'zod/mini';
import { DataError } from '../errors.ts';
import type { HostArray } from '../tensor/dtype.ts';
import { sizeOf } from '../tensor/shape.ts';
import type { Column, Dataset } from './dataset.ts';
import { countOf, placeOf } from './datasetOf.ts';

const statisticsSchema = z.strictObject({ mean: z.readonly(z.array(z.number())), deviation: z.readonly(z.array(z.number().check(z.positive()))) });

/** What a stored standardisation must look like: it is data, kept with a model as JSON. */
export const standardisationSchema = z.record(z.string(), statisticsSchema);

/** Mean and standard deviation of every feature of a column, in the order of the flattened sample. */
export type ColumnStatistics = Readonly<z.infer<typeof statisticsSchema>>;

/** The statistics of columns by name. Columns that it does not name are left as they are. */
export type Standardisation = Readonly<Record<string, ColumnStatistics>>;

/**
 * Measures the columns that hold floats. Fit it on the training part alone, so that nothing of the other parts leaks into the model.
 *
 *     mean μ = Σ x / n        deviation σ = √(Σ (x − μ)² / n), 1 for a constant feature
 *
 * Throws a DataError that names the sample of a value that is NaN or infinite: it would make its feature NaN in every sample.
 */
export function fitStandardisation(columns: readonly Column[]): Standardisation {
  return Object.fromEntries(columns.filter(({ dtype }) => dtype === 'float').map(column => [column.name, statisticsOf(column)]));
}

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

function requireFinite(column: Column): void {
  const { values, name, shape } = column;
  const broken = values.findIndex((value: number) => !Number.isFinite(value));
  if (broken < 0) return;
  const size = sizeOf(shape);
  throw new DataError('a value that is not finite cannot be standardised', {
    where: placeOf(column, Math.floor(broken / size)),
    got: `${values[broken]} in ${name}${size === 1 ? '' : `, feature ${broken % size}`}`,
    expected: 'finite numbers',
    next: 'replace the value or leave the sample out, or do not standardise',
  });
}

function statisticsOf(column: Column): ColumnStatistics {
  const mean = averages(column, value => value);
  if (!mean.every(Number.isFinite)) requireFinite(column);
  const variance = averages(column, (value, feature) => (value - (mean[feature] ?? 0)) ** 2);
  const constant = constantFeatures(column);
  return { mean: [...mean], deviation: Array.from(variance, (value, feature) => (constant[feature] === 1 || value === 0 ? 1 : Math.sqrt(value))) };
}

function averages(column: Column, term: (value: number, feature: number) => number): Float64Array {
  const { values, scale = 1 } = column;
  const [size, count] = [sizeOf(column.shape), countOf(column)];
  const sums = new Float64Array(size);
  for (let i = 0, feature = 0; i < values.length; i++, feature = feature + 1 === size ? 0 : feature + 1) {
    sums[feature] = (sums[feature] ?? 0) + term((values[i] ?? 0) * scale, feature);
  }
  return sums.map(sum => sum / count);
}

/** 1 for each feature whose values are all equal: their mean is rounded, so that the variance need not be exactly 0. */
function constantFeatures({ values, shape }: Column): Uint8Array {
  const size = sizeOf(shape);
  const constant = new Uint8Array(size).fill(1);
  for (let i = size; i < values.length; i++) if (values[i] !== values[i - size]) constant[i % size] = 0;
  return constant;
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
