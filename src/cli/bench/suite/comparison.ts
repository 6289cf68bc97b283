import { fastestOf } from '../../../benchmark/measured.ts';
import type { Measured } from '../../../benchmark/measured.ts';
import type { RowResult } from './results.ts';

/** The ranked contender with the least median, of all or of those that fit. */
export function fastest({ results }: RowResult, fits?: (result: Measured) => boolean): Measured | undefined {
  return fastestOf(results, fits);
}

/** A contender's result on a row, where it was measured. */
export function resultOf({ results }: RowResult, name: string): Measured | undefined {
  return results.find(result => result.name === name && result.refused === undefined);
}
