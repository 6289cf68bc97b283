import type { ArrayInputs } from '../data/arrays.ts';
import { datasetFromArrays } from '../data/arrays.ts';
import type { Column, Dataset } from '../data/dataset.ts';
import { naturalOrder } from '../data/order.ts';
import { standardise, unstandardise } from '../data/standardise.ts';
import type { Standardisation } from '../data/standardise.ts';
import { DataError } from '../errors.ts';
import { formatShape, sameShape, sizeOf } from '../tensor/shape.ts';
import type { Shape } from '../tensor/shape.ts';
import { BatchFeeder } from './batchFeeder.ts';
import type { CompiledStep } from './compiledStep.ts';
import type { HostTensor } from './hostTensor.ts';
import type { ColumnType } from '../model/recordTraining.ts';

/** A batch of a user's own: nested or typed arrays, in the units of the data set (a run that standardises does so with them too). */
export interface Batch {
  /** One tensor, or several by name, in the order of the model's inputs. The first axis is that of the samples. */
  readonly inputs: ArrayInputs;
  readonly targets?: ArrayInputs;
  /** One a sample; 0 leaves a sample out. All 1 where they are left out. */
  readonly weights?: ArrayLike<number>;
  /** The samples' indices in their data set, which key their noise. 0, 1, … where they are left out. */
  readonly samples?: ArrayLike<number>;
}

/** The columns that a run works on. */
export interface Layout {
  readonly inputs: readonly (ColumnType & { readonly name: string })[];
  readonly targets: readonly (ColumnType & { readonly name: string })[];
  readonly standardisation: Standardisation;
}

/**
 * A batch as a data set, standardised as the training data are.
 * Throws a DataError where shapes or lengths do not fit.
 */
export function batchDataset(batch: Batch, layout: Layout, withTargets: boolean): Dataset {
  const given = datasetFromArrays(batch.inputs, withTargets ? batch.targets : undefined, 'batch.');
  const inputs = fitted(given.inputs, layout.inputs, 'inputs');
  const targets = withTargets ? fitted(given.targets, layout.targets, 'targets') : [];
  for (const [name, list] of [['weights', batch.weights], ['samples', batch.samples]] as const) {
    if (list !== undefined && list.length !== given.count) throw new DataError(`batch.${name} has another length than the batch`, { got: `${list.length}`, expected: `${given.count}` });
  }
  return standardise({ count: given.count, inputs, targets }, layout.standardisation);
}

/** An output in the units of its target, which a run that standardises targets has left. */
export function inTargetUnits(output: HostTensor, { targets, standardisation }: Layout, index: number): HostTensor {
  const statistics = standardisation[targets[index]?.name ?? ''];
  return statistics === undefined ? output : { ...output, values: unstandardise(output.values, statistics) };
}

/** Writes a batch into the frame of a step that was compiled for its size. */
export function feedBatch(compiled: CompiledStep, dataset: Dataset, { weights, samples }: Batch): void {
  new BatchFeeder(compiled, dataset, naturalOrder(dataset.count), dataset.count).feed(0);
  if (weights !== undefined) compiled.feed('weights')?.set(weights);
  const frame = compiled.executable.frame.samples;
  if (samples !== undefined) frame.set(Array.from(samples).slice(0, frame.length));
}

function fitted(columns: readonly Column[], expected: Layout['inputs'], kind: string): readonly Column[] {
  if (columns.length !== expected.length) {
    throw new DataError(`the batch has another number of ${kind} than the model`, { where: `batch.${kind}`, got: `${columns.length}`, expected: `${expected.length}: ${expected.map(({ name }) => name).join(', ')}` });
  }
  return expected.map(({ name, shape, dtype }, index) => {
    const column = columns[index];
    if (column === undefined) throw new Error('unreachable');
    if (dtype === 'int32') requireWhole(column, `batch.${kind}`);
    return { ...column, name, dtype, shape: fittedShape(column, shape, `batch.${kind}`) };
  });
}

function requireWhole({ values }: Column, where: string): void {
  const broken = values.find((value: number) => !Number.isInteger(value));
  if (broken !== undefined) throw new DataError('a class index is not a whole number', { where, got: String(broken), expected: 'whole numbers' });
}

/** A column [n] stands for [n, 1] and the other way round; any other shape must agree. */
function fittedShape(column: Column, shape: Shape, where: string): Shape {
  if (sameShape(column.shape, shape) || (sizeOf(column.shape) === 1 && sizeOf(shape) === 1)) return shape;
  throw new DataError('samples of another shape than the model takes', { where, got: formatShape(column.shape), expected: formatShape(shape) });
}
