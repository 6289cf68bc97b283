import { betterOf } from '../components/monitor.ts';
import type { Column, DataParts, Dataset } from '../data/dataset.ts';
import { ConfigError, DataError, NonFiniteError } from '../errors.ts';
import { firstNonFinite } from '../tensor/firstNonFinite.ts';
import { asError } from './asError.ts';
import { EarlyStopping } from './earlyStopping.ts';
import { EpochFigures } from './epochFigures.ts';
import { evaluateDataset } from './evaluateDataset.ts';
import type { GradientWatch } from './gradientWatch.ts';
import type { EpochReport, Figures, Observer, RunEnd } from './observer.ts';
import { passOver } from './passOver.ts';
import type { Position } from './passProgress.ts';
import { Recovery } from './recovery.ts';
import type { State } from './recovery.ts';
import { distinct } from './scheduleStates.ts';
import type { PlacedSchedule } from './scheduleStates.ts';
import type { CompilerParts, StepCompiler } from './stepCompiler.ts';
import type { TrainingOptions } from './trainingOptions.ts';
import { feedBatch } from './userBatch.ts';
import type { SingleBatch } from './userBatch.ts';

export interface TrainerParts extends CompilerParts {
  readonly compiler: StepCompiler;
  readonly schedules: readonly PlacedSchedule[];
}

/** How training ended, without what the run folder adds. `error` is what ended it too early: a NaN or an infinity, data that fail, a mistake in what was given in code, or a bug. */
export interface TrainingEnd extends Pick<RunEnd, 'reason' | 'epochs' | 'steps' | 'seconds' | 'best' | 'gradients' | 'restarts'> {
  readonly error?: Error;
}

/** What one call of `train` works on. */
interface Task {
  readonly options: TrainingOptions;
  readonly data: DataParts;
  readonly observers: readonly Observer[];
  readonly stopping: EarlyStopping | undefined;
  readonly watch: GradientWatch | undefined;
  /** The numbers of epochs and steps, over all calls, at which this one ends. */
  readonly limits: { readonly epochs: number; readonly steps: number };
}

/** Trains a model epoch by epoch, or step by step, one call at a time. */
export class Trainer {
  readonly position: Position = { steps: 0, epochs: 0, batch: 0 };
  private readonly parts: TrainerParts;
  private readonly recovery: Recovery;
  private busy = false;
  private cut = '';

  constructor(parts: TrainerParts) {
    this.parts = parts;
    this.recovery = new Recovery(parts);
  }

  /** Trains. A NaN or an infinity ends it, with the last good state put back, and so does any error. An epoch that an earlier call cut is finished first. */
  train(options: TrainingOptions, data: DataParts, observers: readonly Observer[]): Promise<TrainingEnd> {
    return this.alone(async () => {
      const started = performance.now();
      const { position } = this;
      this.startAgainWhereCutOtherwise(options);
      const limits = { epochs: position.epochs + options.epochs, steps: position.steps + (options.steps ?? Number.POSITIVE_INFINITY) };
      const stopping = options.earlyStopping && new EarlyStopping(options.earlyStopping, betterOf(options.earlyStopping, this.parts.objective.metrics));
      const watch = await this.watch(options, observers);
      const ended = await this.epochs({ options, data, observers, stopping, watch, limits }).catch((thrown: unknown) => this.failed(thrown));
      return { ...ended, epochs: position.epochs, steps: position.steps, seconds: (performance.now() - started) / 1000, best: stopping?.best, gradients: watch?.last };
    });
  }

  /** One step on a batch of the user's. */
  step(given: SingleBatch): Promise<{ readonly loss: number; readonly penalty: number }> {
    return this.alone(async () => {
      const { position, recovery, parts: { compiler } } = this;
      const batch = copyOf(given);
      const { count } = batch.dataset;
      const compiled = compiler.get('train', count);
      await recovery.keep({ step: position.steps, batchSize: count, refill: target => () => feedBatch(target, batch) });
      const figures = { loss: Number.NaN, penalty: Number.NaN };
      const before = () => {
        compiled.prepare(position.steps);
        feedBatch(compiled, batch);
      };
      const after = () => {
        figures.loss = compiled.number('loss');
        figures.penalty = compiled.number('penalty');
      };
      await compiled.executable.run(1, before, after);
      if (!Number.isFinite(figures.loss)) throw await this.recover(position.steps);
      position.steps++;
      return figures;
    });
  }

  /** The state is about to be changed from outside. */
  forget(): void {
    this.refuseBusy();
    this.recovery.forget();
  }

  private async epochs(task: Task): Promise<Pick<TrainingEnd, 'reason'>> {
    const { position, parts: { session } } = this;
    const { options, limits, stopping } = task;
    let best: State | undefined;
    let reason: RunEnd['reason'] = options.signal?.aborted === true ? 'interrupted' : 'finished';
    while (position.epochs < limits.epochs && position.steps < limits.steps && reason === 'finished') {
      const report = await this.epoch(task);
      if (options.signal?.aborted === true) reason = 'interrupted';
      else if (report !== undefined && this.observe(report, stopping)) best = await session.read();
      if (reason === 'finished' && stopping?.exhausted === true) reason = 'stopped early';
    }
    if (best !== undefined && options.earlyStopping?.restoreBest === true) this.restore(best);
    return { reason };
  }

  /** Hands an epoch's figures to what follows them. True where early stopping finds the epoch the best so far. */
  private observe(report: EpochReport, stopping: EarlyStopping | undefined): boolean {
    const schedules = distinct(this.parts.schedules);
    for (const schedule of schedules) schedule.observe(report, betterOf(schedule, this.parts.objective.metrics));
    // A replay of the epoch's steps would meet the values that come after it.
    if (schedules.length > 0) this.recovery.forget();
    return stopping?.observe(report.epoch, report) === true;
  }

  /** The end that an error makes. */
  private async failed(thrown: unknown): Promise<Pick<TrainingEnd, 'reason' | 'error'>> {
    // The last update may have broken the weights, though the loss before it was finite.
    const error = await this.stateIsFinite() ? asError(thrown) : await this.recover(this.position.steps - 1);
    if (error instanceof NonFiniteError) return { reason: 'not finite', error };
    return { reason: error instanceof DataError ? 'broken data' : 'failed', error };
  }

  /** One epoch, or what is left of it, with its validation. Nothing is reported where no step was taken. Throws what ends the training too early. */
  private async epoch(task: Task): Promise<EpochReport | undefined> {
    const { position, recovery, parts: { objective, compiler, seed } } = this;
    const { options, data, observers, watch, limits } = task;
    const [started, number, first] = [performance.now(), position.epochs + 1, position.steps];
    const figures = new EpochFigures(objective);
    const pass = await passOver(data, { compiler, recovery, position, figures, observers, watch, seed, options, lastStep: limits.steps });
    if (!await pass.run()) throw await this.recover(position.steps);
    if (!await this.stateIsFinite()) throw await this.recover(position.steps - 1);
    if (position.steps === first) return undefined;
    const onValidation = options.signal?.aborted === true ? undefined : await this.validate(data.validation, options);
    if (onValidation !== undefined && !Number.isFinite(onValidation['loss'])) throw validationError(number, onValidation);
    const report = { epoch: number, epochs: limits.epochs, step: position.steps, training: figures.figures, validation: onValidation, seconds: (performance.now() - started) / 1000 };
    for (const observer of observers) await observer.epochEnded?.(report);
    return report;
  }

  private async validate(validation: Dataset | undefined, { batchSize }: TrainingOptions): Promise<Figures | undefined> {
    if (validation === undefined) return undefined;
    return evaluateDataset(this.parts.compiler, this.parts.objective, validation, Math.min(batchSize, validation.count), this.position.steps);
  }

  /** The last update may have broken the weights, though the loss before it was finite. */
  private async stateIsFinite(): Promise<boolean> {
    return Object.values(await this.parts.session.read()).every(values => firstNonFinite(values) < 0);
  }

  /** Puts the last good state back; step number `failed`, from 0, is the last that was tried. */
  private async recover(failed: number): Promise<NonFiniteError> {
    const { position } = this;
    const { error, good, steps } = await this.recovery.diagnose(failed);
    this.restore(good);
    position.batch = Math.max(0, position.batch - (position.steps - steps));
    position.steps = steps;
    return error;
  }

  private restore(state: State): void {
    this.parts.session.write(state);
    this.recovery.forget();
  }

  private async watch({ watchGradients }: TrainingOptions, observers: readonly Observer[]): Promise<GradientWatch | undefined> {
    if (watchGradients === undefined) return undefined;
    const { GradientWatch } = await import('./gradientWatch.ts');
    const { compiler, objective: { model } } = this.parts;
    return new GradientWatch({ compiler, model, observers, options: watchGradients });
  }

  /** Batches of another size, or another order, cannot go on in the middle of an epoch. */
  private startAgainWhereCutOtherwise({ batchSize, shuffle }: TrainingOptions): void {
    const cut = `${batchSize} ${shuffle}`;
    if (cut !== this.cut) this.position.batch = 0;
    this.cut = cut;
  }

  private async alone<T>(work: () => Promise<T>): Promise<T> {
    this.refuseBusy();
    this.busy = true;
    try {
      return await work();
    } finally {
      this.busy = false;
    }
  }

  private refuseBusy(): void {
    if (this.busy) throw new ConfigError('this run is in the middle of training', { next: 'await the call of train or step before it' });
  }
}

function validationError(epoch: number, { loss }: Figures): NonFiniteError {
  return new NonFiniteError(`the validation loss is ${loss} after epoch ${epoch}`, { where: 'validation', next: 'look for a NaN or a very large number in the validation data' });
}

/** A batch as it is now: a replay must find it so, whatever the caller does with its arrays. */
function copyOf({ dataset, samples, denominator }: SingleBatch): SingleBatch {
  const copy = (column: Column): Column => ({ ...column, values: column.values.slice() });
  const { inputs, targets, weights } = dataset;
  return {
    dataset: { ...dataset, inputs: inputs.map(copy), targets: targets.map(copy), ...(weights && { weights: copy(weights) }) },
    samples: samples && Int32Array.from(samples),
    denominator,
  };
}
