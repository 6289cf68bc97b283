import { median, pairedRatio } from './statistics.ts';
import type { Interval } from './statistics.ts';

/** `ours` and `peer` compete; a `variant` of ours is shown beside them; `limit` is a bound that no contender can reach; `oracle` gives the figures that all must have. */
export type ContenderKind = 'ours' | 'peer' | 'variant' | 'limit' | 'oracle';

/** What was measured of one contender. */
export interface Measured {
  readonly name: string;
  readonly kind: ContenderKind;
  /** Why it was not measured. */
  readonly refused?: string;
  /** Milliseconds of a step, one a round; null for a round that it was left out of. */
  readonly milliseconds: readonly (number | null)[];
  /** The loss of each checked step, or where nothing is trained the mean magnitude of its logits. */
  readonly figures: readonly number[];
  /** The largest relative deviation of its figures from the float64 oracle's; null where it is not compared. */
  readonly deviation: number | null;
  /** True where it computes what the oracle computes: only such are ranked. */
  readonly same: boolean;
  /** False where the time of a step had not settled before the first round. */
  readonly stable?: boolean;
  /** Threads that compute, where they are known. */
  readonly threads?: number;
  readonly versions: Readonly<Record<string, string>>;
  readonly note?: string;
  /** From the start of the process to the end of its first step. */
  readonly startSeconds: number;
  readonly peakBytes: number;
}

/** Milliseconds of a step by round; undefined for a round that it was left out of. */
export function roundsOf({ milliseconds }: Pick<Measured, 'milliseconds'>): readonly (number | undefined)[] {
  return milliseconds.map(value => value ?? undefined);
}

/** Milliseconds of a step in the rounds that it took part in. */
export function timesOf({ milliseconds }: Pick<Measured, 'milliseconds'>): readonly number[] {
  return milliseconds.filter(value => value !== null);
}

/** The median over the rounds, in milliseconds a step. */
export function medianOf(measured: Pick<Measured, 'milliseconds'>): number {
  return median(timesOf(measured));
}

/** The time of one contender in units of another's, with its interval, paired by rounds. */
export function timeRatio(left: Pick<Measured, 'milliseconds'>, right: Pick<Measured, 'milliseconds'>): Interval {
  return pairedRatio(roundsOf(left), roundsOf(right));
}

/** Rounds that both took part in. */
export function sharedRounds(left: Pick<Measured, 'milliseconds'>, right: Pick<Measured, 'milliseconds'>): number {
  return left.milliseconds.filter((value, round) => value !== null && (right.milliseconds[round] ?? null) !== null).length;
}

/** Whether a contender competes: measured, of ours or a peer, and computing what the oracle computes. */
export function isRanked({ kind, same, refused }: Measured): boolean {
  return refused === undefined && same && (kind === 'ours' || kind === 'peer');
}

/** The one with the least median of those that compete and fit. */
export function fastestOf(all: readonly Measured[], fits: (measured: Measured) => boolean = () => true): Measured | undefined {
  return all.filter(measured => isRanked(measured) && fits(measured)).toSorted((left, right) => medianOf(left) - medianOf(right))[0];
}
