import { DataError } from '../errors.ts';
import type { HostArray } from '../tensor/dtype.ts';
import { sizeOf } from '../tensor/shape.ts';
import type { Column, Dataset } from './dataset.ts';

/** Cuts a data set into batches, in memory that the caller allocated once. Cutting allocates nothing. */
export class BatchCutter {
  private readonly cuts: readonly Cut[];
  private readonly order: Int32Array;
  private readonly batchSize: number;

  /** `order` gives the samples by their index. It is read when a batch is cut: overwrite it in place for the next epoch. */
  constructor(dataset: Dataset, order: Int32Array, batchSize: number) {
    this.cuts = [...dataset.inputs, ...dataset.targets, ...(dataset.weights === undefined ? [] : [dataset.weights])].map(cutOf);
    this.order = order;
    this.batchSize = batchSize;
  }

  /** The number of samples in a batch: the batch size, or less in the last. */
  rows(batch: number): number {
    return Math.min(this.batchSize, this.order.length - batch * this.batchSize);
  }

  /**
   * Writes a batch into the arrays named as the columns are, and its samples' indices into `samples`. Columns without an array are left out;
   * rows after the last are left as they were. Gives the number of rows written.
   */
  write(batch: number, arrays: Readonly<Record<string, HostArray>>, samples: Int32Array): number {
    const rows = this.rows(batch);
    const start = batch * this.batchSize;
    for (let row = 0; row < rows; row++) samples[row] = this.order[start + row] ?? 0;
    for (let index = 0; index < this.cuts.length; index++) {
      const cut = this.cuts[index];
      const target = cut && arrays[cut.name];
      if (target !== undefined) cut?.copy(cut, target, samples, rows);
    }
    return rows;
  }
}

/** Throws a DataError where a batch would not be filled once by the data. */
export function requireBatchSize(dataset: Dataset, batchSize: number): void {
  if (batchSize <= dataset.count) return;
  throw new DataError('the batch is larger than the data', {
    got: `a batch size of ${batchSize}`,
    expected: `at most ${dataset.count}, the number of samples`,
    next: 'take smaller batches, or hold out fewer samples',
  });
}

/** How a column is cut. */
interface Cut {
  readonly name: string;
  readonly values: HostArray;
  readonly size: number;
  readonly scale: number;
  /** A view of every sample, made once; none where the samples are copied by a loop. */
  readonly views: readonly HostArray[];
  readonly copy: (cut: Cut, target: HostArray, samples: Int32Array, rows: number) => void;
}

/** From this many values a sample on, the runtime's own copy of a view is several times as fast as a loop. */
const wide = 64;

function cutOf({ name, values, shape, scale = 1 }: Column): Cut {
  const size = sizeOf(shape);
  if (size < wide || scale !== 1) return { name, values, size, scale, views: [], copy: copyValues };
  const views = Array.from({ length: values.length / size }, (_, sample) => values.subarray(sample * size, (sample + 1) * size));
  return { name, values, size, scale, views, copy: copyViews };
}

function copyViews({ views, size }: Cut, target: HostArray, samples: Int32Array, rows: number): void {
  for (let row = 0; row < rows; row++) {
    const view = views[samples[row] ?? 0];
    if (view !== undefined) target.set(view, row * size);
  }
}

function copyValues({ values, size, scale }: Cut, target: HostArray, samples: Int32Array, rows: number): void {
  for (let row = 0; row < rows; row++) {
    const from = (samples[row] ?? 0) * size;
    const to = row * size;
    for (let i = 0; i < size; i++) target[to + i] = (values[from + i] ?? 0) * scale;
  }
}
