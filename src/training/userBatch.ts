import { shown } from '../components/shown.ts';
import type { ArrayInputs } from '../data/arrays.ts';
import { datasetFromArrays } from '../data/arrays.ts';
import type { Dataset } from '../data/dataset.ts';
import { naturalOrder } from '../data/order.ts';
import { requireKnownKeys } from '../data/requireKnownKeys.ts';
import { isWeight, withSampleWeights } from '../data/sampleWeights.ts';
import { standardise } from '../data/standardise.ts';
import type { Standardisation } from '../data/standardise.ts';
import { DataError } from '../errors.ts';
import type { LayerRange } from '../model/inputRanges.ts';
import type { ColumnType } from '../model/recordTraining.ts';
import { fittedColumns } from './batchColumns.ts';
import { BatchFeeder } from './batchFeeder.ts';
import type { CompiledStep } from './compiledStep.ts';
import type { Denominator } from './denominator.ts';
import { isSampleIndex, requirePerSample } from './requirePerSample.ts';

/** A batch of a user's own: nested or typed arrays, in the units of the data set (a run that standardises does so with them too). */
export interface Batch {
  /** One tensor, or several by the names of the model's inputs. The first axis is that of the samples. */
  readonly inputs: ArrayInputs;
  readonly targets?: ArrayInputs;
  /**
   * One a sample, finite and not negative: it multiplies the sample's loss; 0 leaves it out of the sum. In training and in `gradients` the sum is divided by what
   * `training.denominator` says, the batch size if nothing; an evaluation gives the weighted mean. All 1 where they are left out.
   */
  readonly weights?: ArrayLike<number>;
  /** The samples' indices in their data set, which key their noise. 0, 1, … where they are left out. */
  readonly samples?: ArrayLike<number>;
}

/** A column that a run works on: `shape` is that of one sample. */
export interface LayoutColumn extends ColumnType {
  readonly name: string;
  /** Of an input: what the layers can take that it goes into. */
  readonly ranges?: readonly LayerRange[] | undefined;
}

/** The columns that a run works on. */
export interface Layout {
  readonly inputs: readonly LayoutColumn[];
  readonly targets: readonly LayoutColumn[];
  readonly standardisation: Standardisation;
  /** True where the columns have no names of the user's, as those of a config's `shapes`: tensors are then taken by position. */
  readonly unnamed?: boolean | undefined;
}

/**
 * A batch as a data set, standardised as the training data are. Tensors by name are matched by name, a bare tensor by position. `prefix` stands before `inputs` and `targets`
 * in errors.
 * Throws a DataError where names, shapes or lengths do not fit.
 */
export function batchDataset(batch: Batch, layout: Layout, withTargets: boolean, prefix = 'batch.'): Dataset {
  requireBatch(batch);
  const targets = withTargets ? batch.targets : undefined;
  const given = datasetFromArrays({ inputs: batch.inputs, targets }, prefix);
  requirePerSample(batch.weights, 'batch.weights', given.count, isWeight, 'a finite number that is not negative');
  requirePerSample(batch.samples, 'batch.samples', given.count, isSampleIndex, 'the index of a sample, a whole number from 0');
  const named = layout.unnamed !== true;
  const dataset = standardise({
    count: given.count,
    inputs: fittedColumns(batch.inputs, given.inputs, layout.inputs, `${prefix}inputs`, named),
    targets: withTargets ? fittedColumns(targets, given.targets, layout.targets, `${prefix}targets`, named) : [],
  }, layout.standardisation);
  return batch.weights === undefined ? dataset : withSampleWeights(dataset, Float64Array.from(batch.weights), 'batch.weights');
}

/** Samples that make one batch. */
export interface SingleBatch {
  readonly dataset: Dataset;
  /** Their indices, which key their noise; 0, 1, … where they are left out. */
  readonly samples?: ArrayLike<number> | undefined;
  readonly denominator?: Denominator | undefined;
}

/** Writes a batch into the frame of a step that was compiled for its size. */
export function feedBatch(compiled: CompiledStep, { dataset, samples, denominator }: SingleBatch): void {
  new BatchFeeder(compiled, dataset, naturalOrder(dataset.count), dataset.count, denominator).feed(0);
  const frame = compiled.executable.frame.samples;
  if (samples !== undefined) frame.set(Array.from(samples).slice(0, frame.length));
}

function requireBatch(batch: unknown): void {
  if (typeof batch === 'object' && batch !== null && !Array.isArray(batch)) return requireKnownKeys(batch, ['inputs', 'targets', 'weights', 'samples'], 'batch');
  throw new DataError('not a batch', { got: shown(batch), expected: '{ inputs, targets, weights, samples }' });
}
