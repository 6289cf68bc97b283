import { DataError } from '../errors.ts';
import { sizeOf } from '../tensor/shape.ts';
import type { TargetRange } from '../tensor/targets.ts';
import type { Column } from './dataset.ts';
import { placeOf } from './datasetOf.ts';

/** A value of a column and its place. */
export interface Extreme {
  readonly value: number;
  readonly where: string;
}

/** The least and greatest values of a column, each with the first sample that has it. A NaN is both. A value that is `beside` counts only where there is no other. */
export function targetBounds(column: Column, beside?: number): { readonly least: Extreme; readonly greatest: Extreme } {
  const { values, scale = 1 } = column;
  const start = Math.max(0, values.findIndex((value: number) => value * scale !== beside));
  let [least, greatest] = [start, start];
  for (let i = start; i < values.length; i++) {
    const value = (values[i] ?? 0) * scale;
    if (Number.isNaN(value)) return { least: extreme(column, i), greatest: extreme(column, i) };
    if (value === beside) continue;
    if (value < (values[least] ?? 0) * scale) least = i;
    if (value > (values[greatest] ?? 0) * scale) greatest = i;
  }
  return { least: extreme(column, least), greatest: extreme(column, greatest) };
}

/** Throws a DataError that names the sample, where a target is none that a loss or a metric can take. */
export function requireTargetRange(column: Column, range: TargetRange): void {
  const label = range.whole === true || column.dtype === 'int32';
  const offender = outside(column, range);
  if (offender === undefined) {
    if (range.whole === true) requireWhole(column);
    return;
  }
  throw new DataError(label ? 'a label is out of range' : 'a target is out of range', {
    where: offender.where,
    got: String(offender.value),
    expected: label ? `a class index from ${range.least} to ${range.greatest}` : `a number from ${range.least} to ${range.greatest}`,
    next: label ? 'correct the label, or give the last layer as many units as there are classes' : 'correct the target, or take another loss or metric',
  });
}

/** An extreme of a column that lies outside a range; undefined where all values are in it. */
export function outside(column: Column, range: TargetRange): Extreme | undefined {
  const { least, greatest } = targetBounds(column, range.beside);
  return [least, greatest].find(({ value }) => value !== range.beside && !(value >= range.least && value <= range.greatest));
}

/** The first value of a column that is not a whole number. */
export function firstFraction(column: Column): Extreme | undefined {
  const { values, scale = 1 } = column;
  const broken = values.findIndex((value: number) => !Number.isInteger(value * scale));
  return broken < 0 ? undefined : extreme(column, broken);
}

function requireWhole(column: Column): void {
  const { shape } = column;
  const broken = firstFraction(column);
  if (broken === undefined) return;
  throw new DataError('a label is not a whole number', {
    where: broken.where, got: String(broken.value), expected: 'a class index',
    next: `correct the label; for rows of probabilities give samples of shape [${[...shape.slice(0, -1), 'classes'].join(', ')}]`,
  });
}

function extreme(column: Column, index: number): Extreme {
  const { values, shape, scale = 1 } = column;
  const size = sizeOf(shape);
  return { value: (values[index] ?? 0) * scale, where: placeOf(column, Math.floor(index / size), index % size) };
}
