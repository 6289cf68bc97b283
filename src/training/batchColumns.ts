import { isArrayInput } from '../data/arrayColumn.ts';
import type { ArrayInputs } from '../data/arrays.ts';
import type { Column } from '../data/dataset.ts';
import { firstFraction } from '../data/targetRange.ts';
import { DataError, nearestName } from '../errors.ts';
import { formatShape, sameShape, sizeOf } from '../tensor/shape.ts';
import type { Shape } from '../tensor/shape.ts';
import type { LayoutColumn } from './userBatch.ts';

/**
 * Columns in the order of the model's, under its names and types: a record of tensors is matched by name, a bare tensor by position.
 * Throws a DataError where one is missing, unknown or of another shape.
 */
export function fittedColumns(given: ArrayInputs | undefined, columns: readonly Column[], expected: readonly LayoutColumn[], where: string, named: boolean): readonly Column[] {
  const byName = named && given !== undefined && !isArrayInput(given);
  if (byName) columns.forEach(({ name }) => requireKnown(name, expected, where));
  else if (columns.length !== expected.length) throw otherNumber(columns, expected, where);
  const found = new Map(columns.map((column, index) => [byName ? column.name : expected[index]?.name, column]));
  return expected.map(own => {
    const column = found.get(own.name);
    if (column === undefined) throw new DataError(`the batch lacks ${own.name}`, { where, got: namesOf(columns), expected: namesOf(expected) });
    return fittedColumn(column, own, byName ? `${where}.${own.name}` : where);
  });
}

/** Throws a DataError where a column of class indices holds something else than whole numbers. */
export function requireWhole(column: Column): void {
  const broken = firstFraction(column);
  if (broken !== undefined) throw new DataError('a class index is not a whole number', { where: broken.where, got: String(broken.value), expected: 'whole numbers' });
}

function fittedColumn(column: Column, { name, shape, dtype }: LayoutColumn, where: string): Column {
  if (dtype === 'int32') requireWhole(column);
  return { ...column, name, dtype, shape: fittedShape(column, shape, where) };
}

/** A column [n] stands for [n, 1] and the other way round; any other shape must agree. */
function fittedShape(column: Column, shape: Shape, where: string): Shape {
  if (sameShape(column.shape, shape) || (sizeOf(column.shape) === 1 && sizeOf(shape) === 1)) return shape;
  throw new DataError('samples of another shape than the model takes', { where, got: formatShape(column.shape), expected: formatShape(shape) });
}

function requireKnown(name: string, expected: readonly LayoutColumn[], where: string): void {
  const known = expected.map(own => own.name);
  if (!known.includes(name)) throw new DataError(`the model has no tensor of the name ${name}`, { where, got: name, expected: known.join(', '), nearest: nearestName(name, known) });
}

function otherNumber(columns: readonly Column[], expected: readonly LayoutColumn[], where: string): DataError {
  return new DataError('the batch has another number of tensors than the model takes', {
    where, got: `${columns.length}`, expected: `${expected.length}: ${namesOf(expected)}`,
  });
}

function namesOf(columns: readonly { readonly name: string }[]): string {
  return columns.map(({ name }) => name).join(', ');
}
