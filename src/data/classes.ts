import { DataError } from '../errors.ts';
import { sizeOf } from '../tensor/shape.ts';
import type { Column, Dataset } from './dataset.ts';
import { placeOf } from './datasetOf.ts';

/** The samples of one class, in their order. */
export interface ClassMembers {
  readonly index: number;
  /** The class's name where it has one, else its index. */
  readonly label: string;
  readonly samples: readonly number[];
}

/**
 * The samples by class, in the order of the classes: those of the first target, which holds a class index, 0 or 1, −1 or 1, or a one-hot row a sample. Samples of an `ignored`
 * class index belong to none.
 *
 * Throws a DataError where there is no target, or where it is no class. `purpose` is what needs the classes.
 */
export function membersOfClasses({ count, targets: [column] }: Dataset, purpose: string, ignored?: number): readonly ClassMembers[] {
  if (column === undefined) throw new DataError(`${purpose} needs a target: its class is what samples are told apart by`);
  const members = new Map<number, number[]>();
  for (let sample = 0; sample < count; sample++) {
    const label = classOf(column, sample, purpose);
    if (label === ignored) continue;
    const own = members.get(label);
    if (own === undefined) members.set(label, [sample]);
    else own.push(sample);
  }
  const names = column.categories;
  return [...members].toSorted(([a], [b]) => a - b).map(([index, samples]) => ({ index, label: names?.[index] ?? String(index), samples }));
}

function classOf(column: Column, sample: number, purpose: string): number {
  const { values, shape, scale = 1 } = column;
  const size = sizeOf(shape);
  const row = Array.from(values.subarray(sample * size, (sample + 1) * size), value => value * scale);
  const label = size === 1 ? row[0] : row.indexOf(1);
  const whole = label !== undefined && Number.isInteger(label);
  if (whole && (size === 1 || (label >= 0 && row.every((value, index) => value === Number(index === label))))) return label;
  throw new DataError(`${purpose} needs targets that are classes`, {
    where: placeOf(column, sample), got: row.slice(0, 10).join(', '), expected: 'a class index, 0 or 1, −1 or 1, or a one-hot row',
  });
}
