import type { Dataset } from '../data/dataset.ts';
import { naturalOrder, shuffledOrder } from '../data/order.ts';
import { BatchFeeder } from './batchFeeder.ts';
import type { CompiledStep } from './compiledStep.ts';
import { batchRuns } from './batchRuns.ts';
import type { BatchRun } from './batchRuns.ts';
import type { GradientWatch } from './gradientWatch.ts';
import { longestStretch, PassProgress } from './passProgress.ts';
import type { ProgressParts } from './passProgress.ts';
import { pause } from './pause.ts';
import type { Recovery } from './recovery.ts';
import type { StepCompiler } from './stepCompiler.ts';
import type { TrainingOptions } from './trainingOptions.ts';

/** What a pass works with. */
export interface PassParts extends ProgressParts {
  readonly compiler: StepCompiler;
  readonly recovery: Recovery;
  readonly seed: number;
  readonly options: TrainingOptions;
  /** Looks at gradients now and then; undefined where nobody asked. */
  readonly watch?: GradientWatch | undefined;
  /** The number of steps, over all calls, at which the pass is cut. */
  readonly lastStep: number;
}

/** One pass over the training data, from where the last one was cut. The order of an epoch depends on the seed and its number alone. */
export class EpochPass {
  private readonly parts: PassParts;
  private readonly train: Dataset;
  private readonly order: Int32Array;
  private readonly progress: PassProgress;

  constructor(parts: PassParts, train: Dataset) {
    const { options: { batchSize, shuffle }, seed, position } = parts;
    this.parts = parts;
    this.train = train;
    this.progress = new PassProgress(parts, Math.ceil(train.count / batchSize));
    this.order = shuffle ? shuffledOrder(train.count, seed, position.epochs) : naturalOrder(train.count);
  }

  /** Takes the steps that are left of the epoch. Gives false where a loss was not finite; the step that gave it is not counted. */
  async run(): Promise<boolean> {
    const { options, position } = this.parts;
    for (const run of batchRuns(this.train.count, options.batchSize)) await this.batches(run);
    if (position.batch === this.progress.stepsPerEpoch) {
      position.epochs++;
      position.batch = 0;
    }
    return !this.progress.failed;
  }

  /** Runs batches of one size, in stretches between which the process has its turn. */
  private async batches(run: BatchRun): Promise<void> {
    const { progress, parts: { compiler, recovery, position, watch, lastStep, options } } = this;
    const compiled = compiler.get('train', run.size);
    const feeder = this.feeder(compiled);
    const left = () => Math.min(run.first + run.batches - position.batch, lastStep - position.steps, watch?.stepsUntilNext(position.steps) ?? Number.POSITIVE_INFINITY);
    while (left() > 0 && !progress.failed && options.signal?.aborted !== true) {
      const { batch: first, steps: firstStep } = position;
      const stretch = { step: firstStep, batchSize: run.size, refill: (target: CompiledStep) => this.refill(target, first) };
      await recovery.keep(stretch);
      await watch?.look(stretch, position.epochs + 1);
      const deadline = performance.now() + longestStretch;
      const before = (index: number) => {
        compiled.prepare(firstStep + index);
        feeder.feed(first + index);
      };
      await compiled.executable.run(left(), before, () => progress.stepped(compiled, run.size, feeder.counted(position.batch)) && performance.now() < deadline);
      await pause();
    }
  }

  private feeder(compiled: CompiledStep): BatchFeeder {
    const { batchSize, denominator } = this.parts.options;
    return new BatchFeeder(compiled, this.train, this.order, batchSize, denominator);
  }

  private refill(target: CompiledStep, first: number): (offset: number) => void {
    const again = this.feeder(target);
    return offset => again.feed(first + offset);
  }
}
