import type { HostArray } from '../tensor/dtype.ts';
import { sizeOf } from '../tensor/shape.ts';
import type { Column, Dataset } from './dataset.ts';
import { naturalOrder } from './order.ts';

/** A copy of some samples of a data set, in the order of `samples`. */
export function select(dataset: Dataset, samples: Int32Array): Dataset {
  const pick = (column: Column) => selectColumn(column, samples);
  return { count: samples.length, inputs: dataset.inputs.map(pick), targets: dataset.targets.map(pick), ...(dataset.weights && { weights: pick(dataset.weights) }) };
}

/** A copy of the first samples of a data set, all where it has no more. */
export function firstSamples(dataset: Dataset, limit: number): Dataset {
  return select(dataset, naturalOrder(Math.min(limit, dataset.count)));
}

function selectColumn(column: Column, samples: Int32Array): Column {
  const values = gather(column.values, samples, sizeOf(column.shape));
  const { lines, numbers } = column;
  return lines === undefined ? { ...column, values, numbers: samples.map(sample => numbers?.[sample] ?? sample) } : { ...column, values, lines: samples.map(sample => lines[sample] ?? 0) };
}

function gather(source: HostArray, samples: Int32Array, size: number): HostArray {
  const Same = source.constructor as new (length: number) => HostArray;
  const target = new Same(samples.length * size);
  samples.forEach((sample, row) => target.set(source.subarray(sample * size, (sample + 1) * size), row * size));
  return target;
}
