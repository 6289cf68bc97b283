import { sizeOf } from '../tensor/shape.ts';
import type { Column, Dataset, StreamedSamples } from './dataset.ts';

/** Room for a number of samples laid out as those of `pattern`, allocated once. */
export class SampleRows {
  readonly content: StreamedSamples;

  constructor(pattern: Dataset, capacity: number) {
    const room = (column: Column): Column => ({ ...withoutSamples(column), values: roomFor(column, capacity), source: 'data.samples' });
    this.content = { dataset: { ...mapColumns(pattern, room), count: capacity }, samples: new Int32Array(capacity) };
  }

  /** Copies sample number `row` of some samples to a place. */
  put(place: number, from: StreamedSamples, row: number): void {
    const { dataset, samples } = this.content;
    copyRows(dataset.inputs, place, from.dataset.inputs, row);
    copyRows(dataset.targets, place, from.dataset.targets, row);
    copyRow(dataset.weights, place, from.dataset.weights, row);
    samples[place] = from.samples[row] ?? 0;
  }

  /** The samples of the first places, in the same memory. */
  first(count: number): StreamedSamples {
    const { dataset, samples } = this.content;
    const own = (column: Column): Column => ({ ...column, values: column.values.subarray(0, count * sizeOf(column.shape)), numbers: samples });
    return { dataset: { ...mapColumns(dataset, own), count }, samples: samples.subarray(0, count) };
  }
}

function mapColumns({ inputs, targets, weights }: Dataset, each: (column: Column) => Column): Omit<Dataset, 'count'> {
  return { inputs: inputs.map(each), targets: targets.map(each), ...(weights && { weights: each(weights) }) };
}

/** What all samples of a column share. Their numbers are stored as they count, so that nothing is left to scale. */
function withoutSamples({ name, shape, dtype, categories }: Column): Omit<Column, 'values'> {
  return { name, shape, dtype, ...(categories && { categories }) };
}

function roomFor({ shape, dtype }: Column, capacity: number): Float64Array | Int32Array {
  const size = capacity * sizeOf(shape);
  return dtype === 'int32' ? new Int32Array(size) : new Float64Array(size);
}

function copyRows(columns: readonly Column[], place: number, from: readonly Column[], row: number): void {
  for (let index = 0; index < columns.length; index++) copyRow(columns[index], place, from[index], row);
}

function copyRow(column: Column | undefined, place: number, from: Column | undefined, row: number): void {
  if (column === undefined || from === undefined) return;
  const { values, shape } = column;
  const size = sizeOf(shape);
  const scale = from.scale ?? 1;
  for (let i = 0; i < size; i++) values[place * size + i] = (from.values[row * size + i] ?? 0) * scale;
}
