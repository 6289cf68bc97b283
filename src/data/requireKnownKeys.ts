import { DataError, nearestName } from '../errors.ts';

/** Throws a DataError for a key that samples in code do not have: a mistyped one would change nothing without a word. */
export function requireKnownKeys(given: object, known: readonly string[], where: string): void {
  const unknown = Object.keys(given).find(key => !known.includes(key));
  if (unknown === undefined) return;
  throw new DataError(`unknown key ${JSON.stringify(unknown)}`, { where, expected: `one of ${known.join(', ')}`, nearest: nearestName(unknown, known) });
}
