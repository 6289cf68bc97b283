import { DataError } from '../errors.ts';

/** Throws a DataError that names the sample, where a list does not hold one number a sample, or one that is not allowed. */
export function requirePerSample(list: unknown, where: string, count: number, allowed: (value: unknown) => boolean, expected: string): void {
  if (list === undefined) return;
  if (!isList(list)) throw new DataError('not a list of numbers', { where, got: String(list), expected: 'one number a sample' });
  if (list.length !== count) throw new DataError(`${where} has another length than the batch`, { got: `${list.length}`, expected: `${count}` });
  const broken = Array.from(list).findIndex(value => !allowed(value));
  if (broken >= 0) throw new DataError('a sample has a number that cannot be used', { where: `${where}, sample ${broken}`, got: String(list[broken]), expected });
}

export function isSampleIndex(value: unknown): boolean {
  return typeof value === 'number' && value >= 0 && value === (value | 0);
}

function isList(value: unknown): value is ArrayLike<unknown> {
  return typeof value === 'object' && value !== null && 'length' in value && typeof value.length === 'number';
}
