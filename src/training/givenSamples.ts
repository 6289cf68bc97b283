import type { DataParts, Dataset } from '../data/dataset.ts';
import { DataError } from '../errors.ts';
import type { Objective } from '../model/recordTraining.ts';
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
  checkTargets(objective, dataset);
  return dataset;
}

/** Inputs alone, standardised. Throws a DataError where they are not laid out as the model needs them. */
export function unlabelled(given: Dataset | Batch['inputs'], layout: Layout): Dataset {
  if (!isDataset(given)) return batchDataset({ inputs: given }, layout, false);
  requireColumns('inputs', given.inputs, layout.inputs);
  const inputs = { ...given, targets: [] };
  requireSamples(inputs, layout);
  return inputs;
}

/** The weights of a batch; data sets have none. */
export function weightsOf(given: Samples): Batch['weights'] {
  return typeof given === 'string' || isDataset(given) ? undefined : given.weights;
}

/** A part of the data by its name. Throws a DataError where there is no such part. */
export function partOf(data: DataParts, part: keyof DataParts): Dataset {
  const dataset = data[part];
  if (dataset !== undefined) return dataset;
  throw new DataError(`the data have no ${part} part`, { expected: Object.keys(data).join(', '), next: part === 'validation' ? 'set `validation` in the config' : 'name another part' });
}

function isDataset(value: unknown): value is Dataset {
  return typeof value === 'object' && value !== null && 'count' in value && typeof value.count === 'number' && 'inputs' in value && 'targets' in value
    && Array.isArray(value.inputs) && Array.isArray(value.targets);
}
