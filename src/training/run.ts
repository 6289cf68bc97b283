/// <reference lib="esnext.disposable" preserve="true" />
import type { Backend, Session } from '../backends/backend.ts';
import type { DataParts, Dataset } from '../data/dataset.ts';
import { ConfigError, DataError, NonFiniteError } from '../errors.ts';
import type { GradientEngine } from '../gradients/gradientEngine.ts';
import type { Optimizer } from '../optimizers/optimizer.ts';
import type { Graph } from '../tensor/graph.ts';
import { batchRuns } from './batchRuns.ts';
import { classWeighting, weighedForTraining } from './classWeights.ts';
import type { ClassWeighting } from './classWeights.ts';
import { epochLength } from './epochLength.ts';
import { evaluateDataset } from './evaluateDataset.ts';
import { labelled, partOf, unlabelled } from './givenSamples.ts';
import type { Samples } from './givenSamples.ts';
import { gradientReport } from './gradientReport.ts';
import type { GradientReport, ReportOptions } from './gradientReport.ts';
import type { HostTensor } from './hostTensor.ts';
import { initialState, slotsFromParameters } from './initialState.ts';
import { encodeModel, requireStorable, writeModel } from './modelFile.ts';
import type { ModelDescription } from './modelFile.ts';
import { metricsFile } from './metricsFile.ts';
import type { Figures, Observer, RunEnd, RunStart } from './observer.ts';
import { predictDataset } from './predictDataset.ts';
import { stateEntries } from './recordStep.ts';
import type { Objective } from '../model/recordTraining.ts';
import { parameterCount } from '../model/model.ts';
import { requireMonitorable } from './requireMonitorable.ts';
import { requireStateMemory } from './requireMemory.ts';
import { requireTrainable } from './requireTrainable.ts';
import type { Monitor } from './requireTrainable.ts';
import { Restarts } from './restarts.ts';
import type { Learner } from './restarts.ts';
import { restoreSchedules, scheduleStates } from './scheduleStates.ts';
import type { PlacedSchedule } from './scheduleStates.ts';
import { withStandIns } from './standIns.ts';
import { StepCompiler } from './stepCompiler.ts';
import type { Purpose } from './stepCompiler.ts';
import { Trainer } from './trainer.ts';
import type { TrainingEnd } from './trainer.ts';
import { mergeOptions } from './trainingOptions.ts';
import type { TrainOptions, TrainingOptions } from './trainingOptions.ts';
import { inDataUnits, inTargetUnits } from './units.ts';
import type { Batch, Layout, SingleBatch } from './userBatch.ts';
import { readWeights, weightState } from './weights.ts';
import type { Weights } from './weights.ts';
import type { WeightValues } from './weightValues.ts';

/** Where a run writes to. */
export interface RunOutput {
  readonly path: string;
  write(file: string, content: string | Uint8Array): Promise<void>;
  append(file: string, line: string): Promise<void>;
}

/** What a run is made of; `createRun` puts it together from a config. */
export interface RunParts {
  readonly name: string;
  readonly backend: Backend;
  readonly engine: GradientEngine;
  readonly objective: Objective;
  readonly optimizer: Optimizer;
  readonly seed: number;
  readonly layout: Layout;
  /** Undefined where the run has no data set, only batches that it is given. */
  readonly data: DataParts | undefined;
  /** Reads a file of inputs as the data source does, standardised; undefined where it cannot. */
  readonly readInputs: ((file: string) => Promise<Dataset>) | undefined;
  readonly training: TrainingOptions;
  readonly observers: readonly Observer[];
  /** The schedules that follow figures. */
  readonly schedules: readonly PlacedSchedule[];
  readonly description: ModelDescription;
  /** The resolved config as text. */
  readonly configText: () => Promise<string>;
  /** Makes the run's folder; undefined where the run writes nothing. */
  readonly openOutput: (() => Promise<RunOutput>) | undefined;
}

/**
 * A model with its data, loss, optimizer and backend, ready to train. Make one with `createRun`; `await using` releases its memory.
 */
export class Run implements AsyncDisposable {
  readonly parts: RunParts;
  private readonly session: Session;
  private learner: Learner;
  private readonly weigh: ClassWeighting;
  /** The data with the weights of the classes, which act in training alone. */
  private readonly weighed: DataParts | undefined;

  constructor(parts: RunParts) {
    this.parts = parts;
    const { objective, optimizer, backend, seed, data, training } = parts;
    this.weigh = classWeighting(training.classWeights, data, objective);
    this.weighed = data && weighedForTraining(data, this.weigh);
    const state = stateEntries(objective.model, optimizer);
    requireStateMemory(state, backend.precision);
    this.session = backend.open(state);
    this.session.write(initialState(objective.model, optimizer, seed));
    this.learner = this.learnerOf(seed);
  }

  /**
   * Trains on the run's data, with the config's settings or those given. Ends cleanly when `signal` is aborted. Throws a NonFiniteError after a NaN or an infinity, which names
   * the operation, its layer and the step, and a DataError where a stream fails; the last good weights are then in the run.
   */
  async train(options: TrainOptions = {}): Promise<RunEnd> {
    const settings = mergeOptions(this.parts.training, options);
    const data = this.needData('train', this.weighed);
    const monitors = this.monitors(settings);
    requireTrainable(settings, data, Object.keys(this.parts.objective.metrics), monitors);
    const step = this.compiler.get('train', settings.batchSize);
    // The ragged last batch too: what does not fit it is told before the first step.
    for (const { size, first } of batchRuns(epochLength(data, settings.batchSize).samples, settings.batchSize)) if (first < (settings.steps ?? first + 1)) this.compiler.get('train', size);
    if (settings.watchGradients !== undefined) this.compiler.get('watch', settings.batchSize);
    for (const { monitor, where } of monitors) requireMonitorable(monitor, where, this.parts.objective, step);
    if (this.parts.openOutput !== undefined) requireStorable(this.parts.description);
    const output = await this.parts.openOutput?.();
    await output?.write('config.yaml', await this.parts.configText());
    const observers = output === undefined ? this.parts.observers : [...this.parts.observers, metricsFile(output)];
    const start = this.startReport(settings, data, output);
    for (const observer of observers) await observer.started?.(start);
    const { error, ...end } = await this.learn(settings, data, observers).finally(async () => output?.write('model.safetensors', await this.toBytes()));
    const test = data.test === undefined || end.reason === 'interrupted' || error !== undefined ? undefined : await this.evaluate(data.test);
    const report = { ...end, test, folder: output?.path };
    await output?.write('summary.json', `${JSON.stringify({ name: this.parts.name, backend: this.parts.backend.name, gradients: this.parts.engine.name, ...report }, undefined, 2)}\n`);
    for (const observer of observers) await observer.finished?.(report);
    if (error !== undefined) throw withKept(error, output);
    return report;
  }

  /** One step on a batch of your own, for a loop of your own. */
  async step(batch: Batch): Promise<{ readonly loss: number; readonly penalty: number }> {
    return this.trainer.step(this.single(batch));
  }

  /**
   * The outputs for inputs, one tensor an output, in the units of their targets. Inputs in arrays are standardised as the training data were; those of a data set are taken as
   * standardised, as `readInputs` gives them. Throws a DataError for inputs that the model does not take.
   */
  async predict(inputs: Batch['inputs'] | Dataset, batchSize = this.parts.training.batchSize): Promise<readonly HostTensor[]> {
    const { layout, objective } = this.parts;
    const outputs = await predictDataset(this.compiler, objective.model.outputs, unlabelled(inputs, layout), batchSize);
    return outputs.map((output, index) => inTargetUnits(output, layout, index));
  }

  /** Inputs of a file, laid out and standardised as the training data are, to predict on. Throws a DataError where the data source cannot read them. */
  async readInputs(file: string): Promise<Dataset> {
    const { readInputs } = this.parts;
    if (readInputs !== undefined) return readInputs(file);
    throw new DataError('no data source says how inputs are laid out in a file', { where: file, next: 'name a data source that reads files, `idx` or `csv` for example, or give the inputs as arrays' });
  }

  /**
   * Loss and metrics of a part of the run's data (`test` if left out), of a batch, or of a data set, which is taken as standardised, as the run's own parts are. The loss of
   * samples with weights is the weighted mean, Σᵢ weightᵢ · lossᵢ / Σᵢ weightᵢ; their metrics are weighted too. Class weights do not act here. Throws a DataError for samples that the model or the loss does not take.
   */
  async evaluate(on: Samples = 'test'): Promise<Figures> {
    const { objective, training: { batchSize } } = this.parts;
    const dataset = typeof on === 'string' ? partOf(this.needData('evaluate'), on) : labelled(on, this.parts);
    return evaluateDataset(this.compiler, objective, dataset, Math.min(batchSize, dataset.count), this.trainer.position.steps);
  }

  /** Loss, outputs and all gradients of a batch, of the parameters and of the inputs, under the current weights. It changes nothing. */
  async gradients(batch: Batch, options: ReportOptions = {}): Promise<GradientReport> {
    const { objective, layout } = this.parts;
    return inDataUnits(await gradientReport(this.compiler, objective, this.single(batch), options), layout);
  }

  /** Copies of the weights by path, `dense/kernel` for example: all, or those named. */
  getWeights(paths?: readonly string[]): Promise<Weights> {
    return readWeights(this.session, this.parts.objective.model, paths);
  }

  /**
   * Overwrites weights by path; running means and slow copies of them, which an optimizer may keep, start anew from there. Throws a ConfigError for an unknown path, values that
   * do not fill the weight, and numbers that are not finite.
   */
  setWeights(weights: Readonly<Record<string, WeightValues>>): void {
    const { objective: { model }, optimizer } = this.parts;
    const state = weightState(model, weights);
    this.trainer.forget();
    this.session.write({ ...state, ...slotsFromParameters(model, optimizer, state) });
  }

  /** The model as the bytes of a safetensors file: weights, buffers, and what `loadModel` needs to make it again. Throws a ModelFileError where a part of it is a function given in code. */
  async toBytes(): Promise<Uint8Array> {
    const { objective: { model }, optimizer, description, schedules } = this.parts;
    requireStorable(description);
    const states = scheduleStates(schedules);
    const full = states.length === 0 ? description : { ...description, schedules: states };
    return encodeModel(withStandIns(await this.session.read(), model, optimizer), model, full);
  }

  /** Writes the model to a safetensors file. Throws a ModelFileError where it cannot be written. */
  async save(path: string): Promise<void> {
    await writeModel(path, await this.toBytes());
  }

  /** Takes up the states of schedules that a model file keeps. Throws a ConfigError where they belong to others. */
  restoreSchedules(states: readonly unknown[]): void {
    this.trainer.forget();
    restoreSchedules(this.parts.schedules, states);
  }

  /** The recorded graph of a purpose, to print or to draw. */
  graph(purpose: Purpose = 'train', batchSize = this.parts.training.batchSize): Graph {
    return this.compiler.record(purpose, batchSize).graph;
  }

  /** Bytes that a purpose takes at a batch size, beside the state. */
  memory(purpose: Purpose = 'train', batchSize = this.parts.training.batchSize): number {
    return this.compiler.get(purpose, batchSize).executable.bytes;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.compiler.dispose();
    this.session.dispose();
  }

  private get compiler(): StepCompiler { return this.learner.compiler; }
  private get trainer(): Trainer { return this.learner.trainer; }

  private learnerOf(seed: number): Learner {
    const { parts, session } = this;
    const compiler = new StepCompiler({ ...parts, seed, session });
    return { compiler, trainer: new Trainer({ ...parts, seed, session, compiler }) };
  }

  /** Trains once, or with restarts so often; the best restart's learner is then the run's. */
  private async learn(settings: TrainingOptions, data: DataParts, observers: readonly Observer[]): Promise<TrainingEnd> {
    const { session, learner: first, parts: { objective: { model }, optimizer, schedules, seed } } = this;
    const { restarts } = settings;
    if (restarts === undefined || restarts.count === 1) return this.trainer.train(settings, data, observers);
    const monitor = restarts.monitor ?? `${data.validation === undefined ? 'training' : 'validation'}.loss`;
    const open = (own: number) => (this.learner = this.learnerOf(own));
    const { learner, end } = await new Restarts({ session, model, optimizer, schedules, seed, monitor, options: restarts, first, open }).train(settings, data, observers);
    this.learner = learner;
    return end;
  }

  /** The figures that something follows. */
  private monitors({ earlyStopping, restarts }: TrainingOptions): readonly Monitor[] {
    const following = Object.entries({ earlyStopping, restarts });
    const own = following.flatMap(([key, options]) => (options?.monitor === undefined ? [] : [{ monitor: options.monitor, where: `training.${key}.monitor` }]));
    return [...own, ...this.parts.schedules.map(({ schedule: { monitor }, where }) => ({ monitor, where }))];
  }

  /** A batch with targets that the loss can take, weighed as in training. */
  private single(batch: Batch): SingleBatch {
    return { dataset: this.weigh(labelled(batch, this.parts)), samples: batch.samples, denominator: this.parts.training.denominator };
  }

  private startReport({ batchSize, epochs, restarts }: TrainingOptions, data: DataParts, output: RunOutput | undefined): RunStart {
    const { name, backend, engine, objective } = this.parts;
    const { samples, steps } = epochLength(data, batchSize);
    return {
      name, backend: backend.name, about: backend.about, gradients: engine.name, parameters: parameterCount(objective.model), samples,
      stepsPerEpoch: steps, epochs, restarts: restarts !== undefined && restarts.count > 1 ? restarts.count : undefined, folder: output?.path,
    };
  }

  private needData(purpose: string, data = this.parts.data): DataParts {
    if (data !== undefined) return data;
    throw new ConfigError(`there is no data to ${purpose} on`, { where: 'data', next: 'name a data source in the config, or use step(batch) in a loop of your own' });
  }
}

function withKept(error: NonFiniteError | DataError, output: RunOutput | undefined): NonFiniteError | DataError {
  const kept = output === undefined ? 'the weights from before it are in the run' : `the weights from before it are in ${output.path}/model.safetensors`;
  const { next } = error.details;
  const Same = error instanceof DataError ? DataError : NonFiniteError;
  return new Same(error.problem, { ...error.details, next: next === undefined ? kept : `${next}; ${kept}` }, { cause: error });
}
