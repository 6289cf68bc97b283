import { BatchCutter } from '../data/batchCutter.ts';
import type { Dataset } from '../data/dataset.ts';
import type { HostArray } from '../tensor/dtype.ts';
import type { CompiledStep } from './compiledStep.ts';

/** Cuts batches of a data set straight into the frame of a compiled step. */
export class BatchFeeder {
  readonly step: CompiledStep;
  private readonly cutter: BatchCutter;
  private readonly arrays: Readonly<Record<string, HostArray>>;
  private readonly samples: Int32Array;

  /** `order` is read when a batch is cut; batches are `batchSize` apart in it, the step's own batch size may be that of a ragged last batch. */
  constructor(step: CompiledStep, dataset: Dataset, order: Int32Array, batchSize: number) {
    this.step = step;
    this.cutter = new BatchCutter(dataset, order, batchSize);
    this.arrays = feedsByColumn(step, dataset);
    const { samples } = step.executable.frame;
    this.samples = samples.length >= batchSize ? samples : new Int32Array(batchSize);
    step.feed('weights')?.fill(1);
  }

  /** Writes batch number `batch` of the order into the frame. */
  feed(batch: number): void {
    const { frame } = this.step.executable;
    const rows = this.cutter.write(batch, this.arrays, this.samples);
    if (frame.samples === this.samples) return;
    for (let row = 0; row < Math.min(rows, frame.samples.length); row++) frame.samples[row] = this.samples[row] ?? 0;
  }
}

/** The frame's arrays by the names of the data set's columns. */
function feedsByColumn(step: CompiledStep, { inputs, targets }: Dataset): Record<string, HostArray> {
  const named = [
    ...inputs.map(({ name }, index) => [name, step.feed(`inputs/${index}`)] as const),
    ...targets.map(({ name }, index) => [name, step.feed(`targets/${index}`)] as const),
  ];
  return Object.fromEntries(named.flatMap(([name, array]) => (array === undefined ? [] : [[name, array]])));
}
