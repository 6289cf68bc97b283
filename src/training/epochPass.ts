import type { Dataset } from '../data/dataset.ts';
import { naturalOrder, shuffledOrder } from '../data/order.ts';
import { BatchFeeder } from './batchFeeder.ts';
import type { CompiledStep } from './compiledStep.ts';
import type { EpochFigures } from './epochFigures.ts';
import { batchRuns } from './batchRuns.ts';
import type { BatchRun } from './batchRuns.ts';
import type { Observer } from './observer.ts';
import { pause } from './pause.ts';
import type { Recovery } from './recovery.ts';
import type { StepCompiler } from './stepCompiler.ts';
import type { TrainingOptions } from './trainingOptions.ts';

/** How far training has come, over all calls. */
export interface Position {
  steps: number;
  /** Whole epochs. */
  epochs: number;
  /** Batches of the current epoch that were taken already. */
  batch: number;
}

/** What a pass works with. */
export interface PassParts {
  readonly compiler: StepCompiler;
  readonly recovery: Recovery;
  readonly position: Position;
  readonly figures: EpochFigures;
  readonly observers: readonly Observer[];
  readonly train: Dataset;
  readonly seed: number;
  readonly options: TrainingOptions;
  /** The number of steps, over all calls, at which the pass is cut. */
  readonly lastStep: number;
}

/** The longest stretch of steps, in milliseconds, after which the process gets its turn: signals and progress come through. */
const longestStretch = 50;

/** One pass over the training data, from where the last one was cut. The order of an epoch depends on the seed and its number alone. */
export class EpochPass {
  readonly stepsPerEpoch: number;
  private readonly parts: PassParts;
  private readonly order: Int32Array;
  private readonly started = performance.now();
  private samples = 0;
  private failed = false;

  constructor(parts: PassParts) {
    const { train, options: { batchSize, shuffle }, seed, position } = parts;
    this.parts = parts;
    this.stepsPerEpoch = Math.ceil(train.count / batchSize);
    this.order = shuffle ? shuffledOrder(train.count, seed, position.epochs) : naturalOrder(train.count);
  }

  /** Takes the steps that are left of the epoch. Gives false where a loss was not finite; the step that gave it is not counted. */
  async run(): Promise<boolean> {
    const { train, options, position } = this.parts;
    for (const run of batchRuns(train.count, options.batchSize)) await this.batches(run);
    if (position.batch === this.stepsPerEpoch) {
      position.epochs++;
      position.batch = 0;
    }
    return !this.failed;
  }

  /** Runs batches of one size, in stretches between which the process has its turn. */
  private async batches(run: BatchRun): Promise<void> {
    const { compiler, recovery, position, lastStep } = this.parts;
    const compiled = compiler.get('train', run.size);
    const feeder = this.feeder(compiled);
    const left = () => Math.min(run.first + run.batches - position.batch, lastStep - position.steps);
    while (left() > 0 && !this.failed && !this.aborted) {
      const { batch: first, steps: firstStep } = position;
      const deadline = performance.now() + longestStretch;
      await recovery.keep({ step: firstStep, batchSize: run.size, refill: target => this.refill(target, first) });
      const before = (index: number) => {
        compiled.prepare(firstStep + index);
        feeder.feed(first + index);
      };
      await compiled.executable.run(left(), before, () => this.stepped(compiled, run.size) && performance.now() < deadline);
      await pause();
    }
  }

  private get aborted(): boolean {
    return this.parts.options.signal?.aborted === true;
  }

  private feeder(compiled: CompiledStep): BatchFeeder {
    return new BatchFeeder(compiled, this.parts.train, this.order, this.parts.options.batchSize);
  }

  private refill(target: CompiledStep, first: number): (offset: number) => void {
    const again = this.feeder(target);
    return offset => again.feed(first + offset);
  }

  private stepped(compiled: CompiledStep, samples: number): boolean {
    const { position, figures, observers } = this.parts;
    const loss = compiled.number('loss');
    this.failed = !Number.isFinite(loss);
    if (this.failed) return false;
    position.steps++;
    position.batch++;
    this.samples += samples;
    figures.add(compiled, samples);
    for (const observer of observers) if (observer.stepped !== undefined) this.tell(observer, compiled, loss);
    return true;
  }

  private tell(observer: Observer, compiled: CompiledStep, loss: number): void {
    const { position: { steps, epochs, batch } } = this.parts;
    observer.stepped?.({
      step: steps, epoch: epochs + 1, stepInEpoch: batch, stepsPerEpoch: this.stepsPerEpoch,
      loss, penalty: compiled.number('penalty'), samplesPerSecond: (this.samples * 1000) / (performance.now() - this.started),
    });
  }
}
