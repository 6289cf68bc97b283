import type { DataParts, Dataset } from '../data/dataset.ts';
import { DataError } from '../errors.ts';
import type { Objective } from '../model/recordTraining.ts';
import { checkInputs } from './checkInputs.ts';
import { checkTargets } from './checkTargets.ts';
import { requireColumns, requireLayout, requireSamples } from './requireLayout.ts';
import { batchDataset } from './userBatch.ts';
import type { Batch, Layout } from './userBatch.ts';

interface Expected {
  readonly layout: Layout;
  readonly objective: Objective;
}

/** What a run can be evaluated on: a part of its data by name, a data set as the run's own parts are, or a batch in the units of the data. */
export type Samples = 'train' | 'validation' | 'test' | Dataset | Batch;

/** Samples with targets that the loss can take, standardised. Throws a DataError where they are not laid out as the model needs them. */
export function labelled(given: Dataset | Batch, { layout, objective }: Expected): Dataset {
  if (isDataset(given)) {
    requireLayout(given, layout);
    requireSamples(given, layout);
  }
  const dataset = isDataset(given) ? given : batchDataset(given, layout, true);
  checkInputs(layout, dataset);
  checkTargets(objective, dataset);
  return dataset;
}

/** Inputs alone, standardised. Throws a DataError where they are not laid out as the model needs them. */
export function unlabelled(given: Dataset | Batch['inputs'], layout: Layout): Dataset {
  const inputs = isDataset(given) ? onlyInputs(given, layout) : batchDataset({ inputs: given }, layout, false, '');
  checkInputs(layout, inputs);
  return inputs;
}

function onlyInputs(given: Dataset, layout: Layout): Dataset {
  requireColumns('inputs', given.inputs, layout.inputs);
  const inputs = { ...given, targets: [] };
  requireSamples(inputs, layout);
  return inputs;
}

/** A part of the data by its name. Throws a DataError where there is no such part. */
export function partOf(data: DataParts, part: Exclude<keyof DataParts, 'stream'>): Dataset {
  const dataset = data[part];
  if (part === 'train' && data.stream !== undefined) throw new DataError('the training data are a stream, which keeps no samples', { next: 'name another part, or give a batch' });
  if (dataset !== undefined) return dataset;
  throw new DataError(`the data have no ${part} part`, { expected: Object.keys(data).join(', '), next: part === 'validation' ? 'set `validation` in the config' : 'name another part' });
}

/** Whether samples are a data set, not arrays. */
export function isDataset(value: unknown): value is Dataset {
  return typeof value === 'object' && value !== null && 'count' in value && typeof value.count === 'number' && 'inputs' in value && 'targets' in value
    && Array.isArray(value.inputs) && Array.isArray(value.targets);
}
