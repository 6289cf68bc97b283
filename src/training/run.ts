/// <reference lib="esnext.disposable" preserve="true" />
import type { Session } from '../backends/backend.ts';
import type { DataParts, Dataset } from '../data/dataset.ts';
import { ConfigError, DataError } from '../errors.ts';
import type { Graph } from '../tensor/graph.ts';
import { evaluateDataset } from './evaluateDataset.ts';
import { labelled, partOf, unlabelled } from './givenSamples.ts';
import type { Samples } from './givenSamples.ts';
import type { GradientReport, ReportOptions } from './gradientReport.ts';
import type { HostTensor } from './hostTensor.ts';
import { initialState, slotsFromParameters } from './initialState.ts';
import { Learning } from './learning.ts';
import type { Figures, RunEnd } from './observer.ts';
import { stateEntries } from './recordStep.ts';
import { requireStateMemory } from './requireMemory.ts';
import { requireUpdates } from './requireUpdates.ts';
import type { RunParts } from './runParts.ts';
import { restoreSchedules, scheduleStates } from './scheduleStates.ts';
import { withStandIns } from './standIns.ts';
import type { Purpose } from './stepCompiler.ts';
import { TrainingCourse } from './trainingCourse.ts';
import { mergeOptions } from './trainingOptions.ts';
import type { TrainOptions } from './trainingOptions.ts';
import { inTargetUnits } from './units.ts';
import type { Batch, SingleBatch } from './userBatch.ts';
import { readWeights, weightState } from './weights.ts';
import type { Weights } from './weights.ts';
import type { WeightValues } from './weightValues.ts';

/**
 * A model with its data, loss, optimizer and backend, ready to train. Make one with `createRun`; `await using` releases its memory.
 */
export class Run implements AsyncDisposable {
  readonly parts: RunParts;
  private readonly session: Session;
  private readonly learning: Learning;

  constructor(parts: RunParts) {
    this.parts = parts;
    const { objective, optimizer, backend, seed } = parts;
    const state = stateEntries(objective.model, optimizer);
    requireStateMemory(state, backend.precision);
    this.session = backend.open(state);
    this.session.write(initialState(objective.model, optimizer, seed));
    this.learning = new Learning(parts, this.session);
  }

  /**
   * Trains on the run's data, with the config's settings or those given. Ends cleanly when `signal` is aborted. Throws a NonFiniteError after a NaN or an infinity, which names
   * the operation, its layer and the step, a DataError where a stream fails, and what a layer, a schedule or an observer throws, with an Error of their own as the cause; the last good weights are then in the run.
   */
  async train(options: TrainOptions = {}): Promise<RunEnd> {
    const { parts, learning } = this;
    const settings = mergeOptions(parts.training, options);
    const data = this.needData('train', parts.classWeighting?.data);
    // A call of another length than the config's may be one of many, and the update come in a later one.
    if (options.epochs === undefined && options.steps === undefined) requireUpdates(parts.optimizer, settings, data);
    return new TrainingCourse({ parts, settings, data, learning, toBytes: () => this.toBytes(), evaluate: dataset => this.evaluate(dataset) }).run();
  }

  /** One step on a batch of your own, for a loop of your own. */
  async step(batch: Batch): Promise<{ readonly loss: number; readonly penalty: number }> {
    return this.learning.trainer.step(this.single(batch));
  }

  /**
   * The outputs for inputs, one tensor an output, in the units of their targets. Inputs in arrays are standardised as the training data were; those of a data set are taken as
   * standardised, as `readInputs` gives them. Throws a DataError for inputs that the model does not take.
   */
  async predict(inputs: Batch['inputs'] | Dataset, batchSize = this.parts.training.batchSize): Promise<readonly HostTensor[]> {
    const { layout, objective } = this.parts;
    const { predictDataset } = await import('./predictDataset.ts');
    const outputs = await predictDataset(this.learning.compiler, objective.model.outputs, unlabelled(inputs, layout), batchSize);
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
    return evaluateDataset(this.learning.compiler, objective, dataset, Math.min(batchSize, dataset.count), this.learning.trainer.position.steps);
  }

  /** Loss, outputs and all gradients of a batch, of the parameters and of the inputs, under the current weights. It changes nothing. */
  async gradients(batch: Batch, options: ReportOptions = {}): Promise<GradientReport> {
    const { objective, layout } = this.parts;
    const single = this.single(batch);
    const { gradientReport } = await import('./gradientReport.ts');
    return gradientReport(this.learning.compiler, objective, layout, single, options);
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
    this.learning.trainer.forget();
    this.session.write({ ...state, ...slotsFromParameters(model, optimizer, state) });
  }

  /** The model as the bytes of a safetensors file: weights, buffers, and what `loadModel` needs to make it again. Throws a ModelFileError where a part of it is a function given in code. */
  async toBytes(): Promise<Uint8Array> {
    const { objective: { model }, optimizer, description, schedules } = this.parts;
    const { encodeModel } = await import('./modelFile.ts');
    const states = scheduleStates(schedules);
    const full = states.length === 0 ? description : { ...description, schedules: states };
    return encodeModel(withStandIns(await this.session.read(), model, optimizer), model, full);
  }

  /** Writes the model to a safetensors file. Throws a ModelFileError where it cannot be written. */
  async save(path: string): Promise<void> {
    const { writeModel } = await import('./modelFile.ts');
    await writeModel(path, await this.toBytes());
  }

  /** Takes up the states of schedules that a model file keeps. Throws a ConfigError where they belong to others. */
  restoreSchedules(states: readonly unknown[]): void {
    this.learning.trainer.forget();
    restoreSchedules(this.parts.schedules, states);
  }

  /** The recorded graph of a purpose, to print or to draw. */
  graph(purpose: Purpose = 'train', batchSize = this.parts.training.batchSize): Graph {
    return this.learning.compiler.record(purpose, batchSize).graph;
  }

  /** Bytes that a purpose takes at a batch size, beside the state. */
  memory(purpose: Purpose = 'train', batchSize = this.parts.training.batchSize): number {
    return this.learning.compiler.get(purpose, batchSize).executable.bytes;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.learning.compiler.dispose();
    this.session.dispose();
  }

  /** A batch with targets that the loss can take, weighed as in training. */
  private single(batch: Batch): SingleBatch {
    const { training: { denominator }, classWeighting } = this.parts;
    const dataset = labelled(batch, this.parts);
    return { dataset: classWeighting?.weigh(dataset) ?? dataset, samples: batch.samples, denominator };
  }

  private needData(purpose: string, data = this.parts.data): DataParts {
    if (data !== undefined) return data;
    throw new ConfigError(`there is no data to ${purpose} on`, { where: 'data', next: 'name a data source in the config, or use step(batch) in a loop of your own' });
  }
}
