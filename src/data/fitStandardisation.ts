import { sizeOf } from '../tensor/shape.ts';
import type { Column } from './dataset.ts';
import { countOf } from './datasetOf.ts';
import { requireFinite } from './requireFinite.ts';
import type { ColumnStatistics, Standardisation } from './standardise.ts';

/**
 * Measures the columns that hold floats. Fit it on the training part alone, so that nothing of the other parts leaks into the model.
 *
 *     mean μ = Σ x / n        deviation σ = √(Σ (x − μ)² / n), 1 for a constant feature
 *
 * Each sample counts once, whatever its weight.
 *
 * Throws a DataError that names the sample of a value that is NaN or infinite: it would make its feature NaN in every sample.
 */
export function fitStandardisation(columns: readonly Column[]): Standardisation {
  return Object.fromEntries(columns.filter(({ dtype }) => dtype === 'float').map(column => [column.name, statisticsOf(column)]));
}

function statisticsOf(column: Column): ColumnStatistics {
  const mean = averages(column, value => value);
  const variance = averages(column, (value, feature) => (value - (mean[feature] ?? 0)) ** 2);
  if (!variance.every(Number.isFinite)) requireFinite(column);
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
