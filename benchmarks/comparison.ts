import type { Result, RowResult } from './results.ts';
import { median, pairedRatio } from './statistics.ts';
import type { Interval } from './statistics.ts';

/** Milliseconds of a step by rounds, undefined for a round that the contender was left out of. */
export function roundsOf({ milliseconds }: Result): readonly (number | undefined)[] {
  return milliseconds.map(value => value ?? undefined);
}

/** The median over the rounds, in milliseconds a step. */
export function medianOf({ milliseconds }: Result): number {
  return median(milliseconds.filter(value => value !== null));
}

/** The time of one contender in units of another's, with its interval. */
export function timeRatio(left: Result, right: Result): Interval {
  return pairedRatio(roundsOf(left), roundsOf(right));
}

/** Whether a contender competes: measured, of ours or a peer, and computing what the oracle computes. */
export function isRanked({ kind, same, refused }: Result): boolean {
  return refused === undefined && same && (kind === 'ours' || kind === 'peer');
}

/** The ranked contender with the least median, of all or of those that fit. */
export function fastest({ results }: RowResult, fits: (result: Result) => boolean = () => true): Result | undefined {
  const ranked = results.filter(result => isRanked(result) && fits(result));
  return ranked.toSorted((left, right) => medianOf(left) - medianOf(right))[0];
}

/** A contender's result on a row, where it was measured. */
export function resultOf({ results }: RowResult, name: string): Result | undefined {
  return results.find(result => result.name === name && result.refused === undefined);
}
