import { DataError } from '../errors.ts';
import { formatShape, sameShape, sizeOf } from '../tensor/shape.ts';
import type { Column, DataParts, Dataset } from './dataset.ts';

/**
 * A data set of columns, with the weights of its samples where it has some.
 *
 * Throws a DataError where columns differ in their number of samples, share a name, are empty or do not hold whole samples.
 */
export function datasetOf(inputs: readonly Column[], targets: readonly Column[], weights?: Column): Dataset {
  const columns = [...inputs, ...targets, ...(weights === undefined ? [] : [weights])];
  const [first] = columns;
  if (first === undefined) throw new DataError('there are no columns', { expected: 'at least one input' });
  columns.forEach((column, index) => {
    requireWholeSamples(column);
    requireSameCount(column, first, column === weights ? 'weights' : 'targets');
    if (columns.findIndex(({ name }) => name === column.name) !== index) throw new DataError(`two columns are named ${column.name}`);
  });
  if (countOf(first) === 0) throw new DataError('there are no samples', { where: labelOf(first), next: 'give data with at least one sample' });
  return { count: countOf(first), inputs, targets, ...(weights && { weights }) };
}

/** Throws a DataError where another part of the data has samples of other shapes than the training part. `place` is where the config has it. */
export function requireSameLayout(train: Dataset, other: Dataset, place: string): void {
  [...train.inputs, ...train.targets].forEach((expected, index) => {
    const column = [...other.inputs, ...other.targets][index];
    if (column !== undefined && sameShape(column.shape, expected.shape) && column.dtype === expected.dtype) return;
    throw new DataError('these samples are not laid out as those of the training data are', {
      where: column === undefined ? `${place}.${index < train.inputs.length ? 'inputs' : 'targets'}` : labelOf(column),
      got: column === undefined ? `no column ${expected.name}` : `shape ${formatShape(column.shape)}, ${column.dtype}`,
      expected: `shape ${formatShape(expected.shape)}, ${expected.dtype}, as in ${labelOf(expected)}`,
    });
  });
}

/** Training data, with test data of the same layout where there are any. */
export function partsOf(train: Dataset, test: Dataset | undefined): DataParts {
  if (test === undefined) return { train };
  requireSameLayout(train, test, 'data.test');
  return { train, test };
}

/** The number of samples in a column. */
export function countOf({ values, shape }: Column): number {
  return values.length / sizeOf(shape);
}

/** The place of a sample, for errors: its file and line, or its source and number from 0. With an element of the sample, also the table's column or the number of the feature. */
export function placeOf(column: Column, sample: number, element?: number): string {
  const line = column.lines?.[sample];
  const place = line === undefined ? `, sample ${column.numbers?.[sample] ?? sample}` : `:${line}`;
  return `${labelOf(column)}${place}${element === undefined ? '' : elementOf(column, element)}`;
}

function elementOf({ fields, shape }: Column, element: number): string {
  if (fields !== undefined) return `, column ${fields[element]}`;
  return sizeOf(shape) === 1 ? '' : `, feature ${element}`;
}

function labelOf({ source, name }: Column): string {
  return source ?? name;
}

function requireWholeSamples(column: Column): void {
  if (!column.shape.every(extent => Number.isInteger(extent) && extent >= 0)) {
    throw new DataError('the shape of a sample has an extent that is not a whole number from 0', { where: labelOf(column), got: formatShape(column.shape) });
  }
  const size = sizeOf(column.shape);
  if (size === 0) throw new DataError('a sample holds no values', { where: labelOf(column), got: `samples of shape ${formatShape(column.shape)}` });
  if (column.values.length % size === 0) return;
  throw new DataError('the values do not fill whole samples', {
    where: labelOf(column),
    got: `${column.values.length} values`,
    expected: `a multiple of ${size}, the size of a sample of shape ${formatShape(column.shape)}`,
  });
}

function requireSameCount(column: Column, first: Column, kind: string): void {
  if (countOf(column) === countOf(first)) return;
  throw new DataError(`inputs and ${kind} differ in their number of samples`, {
    where: labelOf(column),
    got: `${countOf(column)} samples`,
    expected: `${countOf(first)} samples, as in ${labelOf(first)}`,
  });
}
