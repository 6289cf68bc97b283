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
  const offender = outside(column, range);
  if (offender !== undefined) {
    throw new DataError(`a ${range.whole === true ? 'label' : 'target'} is out of range`, { where: offender.where, got: String(offender.value), expected: expectedOf(range), next: adviceOn(range) });
  }
  if (range.whole === true) requireWhole(column, range);
}

function expectedOf({ least, greatest, whole = false, labels }: TargetRange): string {
  if (labels !== undefined) return labels;
  return `a ${whole ? 'class index' : 'number'} ${greatest === Number.POSITIVE_INFINITY ? `of at least ${least}` : `from ${least} to ${greatest}`}`;
}

function adviceOn({ whole = false, labels }: TargetRange): string {
  if (!whole) return 'correct the target, or take another loss or metric: categoricalCrossEntropy or accuracy for class indices, with a unit for each class';
  return labels === undefined ? 'correct the label, or give the last layer as many units as there are classes' : 'correct the label, or take a loss or metric of several classes';
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

function requireWhole(column: Column, { labels }: TargetRange): void {
  const broken = firstFraction(column);
  if (broken === undefined) return;
  const rows = `for rows of probabilities give samples of shape [${[...column.shape.slice(0, -1), 'classes'].join(', ')}]`;
  throw new DataError('a label is not a whole number', {
    where: broken.where, got: String(broken.value), expected: labels ?? 'a class index',
    next: `correct the label; ${labels === undefined ? rows : 'for shares between no and yes take binaryCrossEntropy'}`,
  });
}

function extreme(column: Column, index: number): Extreme {
  const { values, shape, scale = 1 } = column;
  const size = sizeOf(shape);
  return { value: (values[index] ?? 0) * scale, where: placeOf(column, Math.floor(index / size), index % size) };
}
