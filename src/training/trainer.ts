import { requireBatchSize } from '../data/batchCutter.ts';
import type { Column, DataParts, Dataset } from '../data/dataset.ts';
import { naturalOrder, shuffledOrder } from '../data/order.ts';
import { BatchFeeder } from './batchFeeder.ts';
import type { CompiledStep } from './compiledStep.ts';
import { EarlyStopping } from './earlyStopping.ts';
import type { EarlyStoppingOptions } from './earlyStopping.ts';
import { EpochFigures } from './epochFigures.ts';
import { batchRuns, evaluateDataset } from './evaluateDataset.ts';
import type { BatchRun } from './evaluateDataset.ts';
import type { EpochReport, Figures, Observer, RunEnd } from './observer.ts';
import { pause } from './pause.ts';
import { Recovery } from './recovery.ts';
import type { State } from './recovery.ts';
import type { StepCompiler } from './stepCompiler.ts';
import type { CompilerParts } from './stepCompiler.ts';
import { feedBatch } from './userBatch.ts';
import type { Batch } from './userBatch.ts';

export interface TrainingOptions {
  readonly epochs: number;
  /** Ends the run after so many steps, in the middle of an epoch if need be. */
  readonly steps?: number | undefined;
  readonly batchSize: number;
  readonly shuffle: boolean;
  readonly earlyStopping?: (EarlyStoppingOptions & { readonly restoreBest: boolean }) | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface TrainerParts extends CompilerParts {
  readonly compiler: StepCompiler;
}

/** How training ended, without what the run folder adds. */
export type TrainingEnd = Pick<RunEnd, 'reason' | 'epochs' | 'steps' | 'seconds' | 'best'>;

/** The longest stretch of steps, in milliseconds, after which the process gets its turn: signals and progress come through. */
const longestStretch = 50;

/** Trains a model epoch by epoch. Every epoch's order depends on the seed and its number alone. */
export class Trainer {
  /** Steps and whole epochs taken so far, over all calls. */
  steps = 0;
  epochs = 0;
  private readonly parts: TrainerParts;
  private readonly recovery: Recovery;
  private failed = false;

  constructor(parts: TrainerParts) {
    this.parts = parts;
    this.recovery = new Recovery(parts);
  }

  /** Trains; throws a NonFiniteError after a NaN or an infinity, with the last good state put back. */
  async train(options: TrainingOptions, data: DataParts, observers: readonly Observer[]): Promise<TrainingEnd> {
    requireBatchSize(data.train, options.batchSize);
    const stopping = options.earlyStopping && new EarlyStopping(options.earlyStopping);
    const started = performance.now();
    const limits = { epochs: this.epochs + options.epochs, steps: this.steps + (options.steps ?? Number.POSITIVE_INFINITY) };
    let best: State | undefined;
    let reason: RunEnd['reason'] = 'finished';
    while (this.epochs < limits.epochs && this.steps < limits.steps && reason === 'finished') {
      const report = await this.epoch({ options, data, observers, limits });
      if (options.signal?.aborted === true) reason = 'interrupted';
      else if (stopping !== undefined) {
        if (stopping.observe(report.epoch, report.training, report.validation)) best = await this.parts.session.read();
        if (stopping.exhausted) reason = 'stopped early';
      }
    }
    if (best !== undefined && options.earlyStopping?.restoreBest === true) this.restore(best);
    return { reason, epochs: this.epochs, steps: this.steps, seconds: (performance.now() - started) / 1000, best: stopping?.best };
  }

  /** One step on a batch of the user's. */
  async step(batch: Batch, given: Dataset): Promise<{ readonly loss: number; readonly penalty: number }> {
    const dataset = copyOf(given);
    const compiled = this.parts.compiler.get('train', dataset.count);
    await this.recovery.keep({ step: this.steps, batchSize: dataset.count, refill: target => () => feedBatch(target, dataset, batch) });
    const before = () => {
      compiled.prepare(this.steps);
      feedBatch(compiled, dataset, batch);
    };
    const figures = { loss: Number.NaN, penalty: Number.NaN };
    const after = () => {
      figures.loss = compiled.number('loss');
      figures.penalty = compiled.number('penalty');
    };
    await compiled.executable.run(1, before, after);
    if (!Number.isFinite(figures.loss)) await this.fail();
    this.steps++;
    return figures;
  }

  /** The state was changed from outside. */
  forget(): void {
    this.recovery.forget();
  }

  private async epoch(task: Task): Promise<EpochReport> {
    const { options, data: { train, validation }, limits } = task;
    const started = performance.now();
    const order = options.shuffle ? shuffledOrder(train.count, this.parts.seed, this.epochs) : naturalOrder(train.count);
    const epoch = {
      ...task, order, started, number: this.epochs + 1, first: this.steps,
      figures: new EpochFigures(this.parts.objective.metrics), stepsPerEpoch: Math.ceil(train.count / options.batchSize),
    };
    for (const run of batchRuns(train.count, options.batchSize)) await this.batches(run, epoch);
    if (this.steps - epoch.first === epoch.stepsPerEpoch) this.epochs++;
    const report = {
      epoch: epoch.number, epochs: limits.epochs, step: this.steps, training: epoch.figures.figures,
      validation: await this.validate(validation, options), seconds: (performance.now() - started) / 1000,
    };
    for (const observer of task.observers) await observer.epochEnded?.(report);
    return report;
  }

  private async validate(validation: Dataset | undefined, { batchSize, signal }: TrainingOptions): Promise<Figures | undefined> {
    if (validation === undefined || signal?.aborted === true) return undefined;
    return evaluateDataset(this.parts.compiler, this.parts.objective, validation, Math.min(batchSize, validation.count), this.steps);
  }

  /** Runs batches of one size, in stretches between which the process has its turn. */
  private async batches(run: BatchRun, epoch: Epoch): Promise<void> {
    const { options, data: { train }, order, limits } = epoch;
    const compiled = this.parts.compiler.get('train', run.size);
    const feeder = new BatchFeeder(compiled, train, order, options.batchSize);
    const feederFrom = (first: number) => (target: CompiledStep) => {
      const again = new BatchFeeder(target, train, order, options.batchSize);
      return (offset: number) => again.feed(first + offset);
    };
    const end = run.first + Math.min(run.batches, limits.steps - this.steps);
    for (let next = run.first; next < end && options.signal?.aborted !== true;) {
      const [first, deadline] = [next, performance.now() + longestStretch];
      await this.recovery.keep({ step: this.steps, batchSize: run.size, refill: feederFrom(first) });
      const before = (index: number) => {
        compiled.prepare(this.steps);
        feeder.feed(first + index);
      };
      const after = () => {
        next++;
        return this.stepped(compiled, run.size, epoch) && performance.now() < deadline;
      };
      await compiled.executable.run(end - next, before, after);
      if (this.failed) await this.fail();
      await pause();
    }
  }

  private stepped(compiled: CompiledStep, samples: number, epoch: Epoch): boolean {
    const loss = compiled.number('loss');
    if (!Number.isFinite(loss)) {
      this.failed = true;
      return false;
    }
    this.steps++;
    epoch.figures.add(compiled, samples);
    if (epoch.observers.some(observer => observer.stepped !== undefined)) this.report(compiled, loss, samples, epoch);
    return true;
  }

  private report(compiled: CompiledStep, loss: number, samples: number, { number, first, stepsPerEpoch, started, observers }: Epoch): void {
    const stepInEpoch = this.steps - first;
    const samplesPerSecond = (stepInEpoch * samples * 1000) / (performance.now() - started);
    const report = { step: this.steps, epoch: number, stepInEpoch, stepsPerEpoch, loss, penalty: compiled.number('penalty'), samplesPerSecond };
    for (const observer of observers) observer.stepped?.(report);
  }

  private async fail(): Promise<never> {
    this.failed = false;
    const { error, good, steps } = await this.recovery.diagnose(this.steps);
    this.restore(good);
    this.steps = steps;
    throw error;
  }

  private restore(state: State): void {
    this.parts.session.write(state);
    this.recovery.forget();
  }
}

/** What one call of `train` works on. */
interface Task {
  readonly options: TrainingOptions;
  readonly data: DataParts;
  readonly observers: readonly Observer[];
  /** The numbers of epochs and steps, over all calls, at which this one ends. */
  readonly limits: { readonly epochs: number; readonly steps: number };
}

interface Epoch extends Task {
  readonly number: number;
  readonly order: Int32Array;
  readonly figures: EpochFigures;
  readonly stepsPerEpoch: number;
  readonly started: number;
  /** The number of steps taken before the epoch. */
  readonly first: number;
}

/** A batch as it is now: a replay must find it so, whatever the caller does with its arrays. */
function copyOf(dataset: Dataset): Dataset {
  const copy = (column: Column): Column => ({ ...column, values: column.values.slice() });
  return { ...dataset, inputs: dataset.inputs.map(copy), targets: dataset.targets.map(copy) };
}
