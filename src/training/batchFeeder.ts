import { BatchCutter } from '../data/batchCutter.ts';
import type { Dataset } from '../data/dataset.ts';
import type { HostArray } from '../tensor/dtype.ts';
import type { CompiledStep } from './compiledStep.ts';
import { shareOf } from './denominator.ts';
import type { Denominator } from './denominator.ts';

/** Cuts batches of a data set straight into the frame of a compiled step, with their weights and the normaliser that these ask for. */
export class BatchFeeder {
  readonly step: CompiledStep;
  private readonly cutter: BatchCutter;
  private readonly arrays: Readonly<Record<string, HostArray>>;
  private readonly samples: Int32Array;
  private readonly order: Int32Array;
  private readonly batchSize: number;
  /** What each sample adds to the denominator of its batch; undefined where it is 1, so that the step's own normaliser is right. */
  private readonly shares: Float64Array | undefined;
  private readonly weighted: boolean;

  /** `order` is read when a batch is cut; batches are `batchSize` apart in it, the step's own batch size may be that of a ragged last batch. */
  constructor(step: CompiledStep, dataset: Dataset, order: Int32Array, batchSize: number, denominator: Denominator = 'samples') {
    this.step = step;
    this.order = order;
    this.batchSize = batchSize;
    this.cutter = new BatchCutter(dataset, order, batchSize);
    this.arrays = feedsByColumn(step, dataset);
    this.shares = sharesOf(dataset, denominator);
    const { samples } = step.executable.frame;
    this.samples = samples.length >= batchSize ? samples : new Int32Array(batchSize);
    this.weighted = dataset.weights !== undefined;
  }

  /** Writes batch number `batch` of the order into the frame. */
  feed(batch: number): void {
    const { frame } = this.step.executable;
    const rows = this.cutter.write(batch, this.arrays, this.samples);
    if (this.weighted !== this.step.weighted) this.changeWeights();
    if (this.shares !== undefined) this.normalize(batch);
    if (frame.samples === this.samples) return;
    for (let row = 0; row < Math.min(rows, frame.samples.length); row++) frame.samples[row] = this.samples[row] ?? 0;
  }

  /** The denominator of a batch: what its loss is the mean over. */
  counted(batch: number): number {
    const rows = this.cutter.rows(batch);
    if (this.shares === undefined) return rows;
    let sum = 0;
    for (let row = batch * this.batchSize; row < batch * this.batchSize + rows; row++) sum += this.shares[this.order[row] ?? 0] ?? 0;
    return sum;
  }

  /** The feeder before this one had weights, and this one has none, or the other way round. */
  private changeWeights(): void {
    this.step.weighted = this.weighted;
    if (!this.weighted) this.step.feed('weights')?.fill(1);
  }

  private normalize(batch: number): void {
    const counted = this.counted(batch);
    this.step.setScalar('normalizer', counted === 0 ? 0 : 1 / counted);
  }
}

function sharesOf({ weights }: Dataset, denominator: Denominator): Float64Array | undefined {
  if (weights === undefined || denominator === 'samples') return undefined;
  return Float64Array.from(weights.values, weight => shareOf(weight, denominator));
}

/** The frame's arrays by the names of the data set's columns. */
function feedsByColumn(step: CompiledStep, { inputs, targets, weights }: Dataset): Record<string, HostArray> {
  const named = [
    ...inputs.map(({ name }, index) => [name, step.feed(`inputs/${index}`)] as const),
    ...targets.map(({ name }, index) => [name, step.feed(`targets/${index}`)] as const),
    ...(weights === undefined ? [] : [[weights.name, step.feed('weights')] as const]),
  ];
  return Object.fromEntries(named.flatMap(([name, array]) => (array === undefined ? [] : [[name, array]])));
}
