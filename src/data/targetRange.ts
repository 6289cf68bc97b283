import { DataError } from '../errors.ts';
import { sizeOf } from '../tensor/shape.ts';
import type { Column } from './dataset.ts';
import { placeOf } from './datasetOf.ts';

/** A value of a column and the sample that has it. */
export interface Extreme {
  readonly value: number;
  readonly sample: number;
}

/** The least and greatest values of a column, each with the first sample that has it. A NaN is both. */
export function targetBounds(column: Column): { readonly least: Extreme; readonly greatest: Extreme } {
  const { values, scale = 1 } = column;
  let [least, greatest] = [0, 0];
  for (let i = 0; i < values.length; i++) {
    const value = (values[i] ?? 0) * scale;
    if (Number.isNaN(value)) return { least: extreme(column, i), greatest: extreme(column, i) };
    if (value < (values[least] ?? 0) * scale) least = i;
    if (value > (values[greatest] ?? 0) * scale) greatest = i;
  }
  return { least: extreme(column, least), greatest: extreme(column, greatest) };
}

/** Throws a DataError that names the sample, where a target lies outside the range that a loss can take. */
export function requireTargetRange(column: Column, range: { readonly least: number; readonly greatest: number }): void {
  const { least, greatest } = targetBounds(column);
  const offender = [least, greatest].find(({ value }) => !(value >= range.least && value <= range.greatest));
  if (offender === undefined) return;
  throw new DataError(column.dtype === 'int32' ? 'a label is out of range' : 'a target is out of range', {
    where: placeOf(column, offender.sample),
    got: String(offender.value),
    expected: column.dtype === 'int32' ? `a class index from ${range.least} to ${range.greatest}` : `a number from ${range.least} to ${range.greatest}`,
    next: column.dtype === 'int32' ? 'correct the label, or give the last layer as many units as there are classes' : 'correct the target, or take another loss',
  });
}

function extreme({ values, shape, scale = 1 }: Column, index: number): Extreme {
  return { value: (values[index] ?? 0) * scale, sample: Math.floor(index / sizeOf(shape)) };
}
