import { digits } from './digits.ts';
import type { Interval } from './statistics.ts';

/** A spread from which on a ratio is called noisy: two runs whose ratios differ by more than that disagree. */
export const mostSpread = 0.1;
/** No interval of fewer rounds can hold the true median in 95 %. */
export const fewestRounds = 5;

/** A ratio of times with what keeps it from being told. */
export interface Ratio extends Interval {
  /** Why the machine was too noisy to tell; empty where it was not. */
  readonly noise: readonly string[];
}

/** Judges a paired ratio of so many rounds: whether it tells which of the two is faster, and by how much to a tenth. Null for fewer than two rounds, of which nothing can be told. */
export function judged({ estimate, low, high }: Interval, rounds: number): Ratio | null {
  if (rounds < 2) return null;
  const spread = Math.max(high / estimate, estimate / low) - 1;
  const noise = [
    ...(low <= 1 && high >= 1 ? ['which is faster cannot be told (the interval contains 1)'] : []),
    ...(spread > mostSpread ? [`known only to ${spread > 1 ? `a factor of ${digits(1 + spread)}` : `±${(100 * spread).toFixed(0)} %`}`] : []),
    ...(rounds < fewestRounds ? [`${rounds} rounds are too few`] : []),
  ];
  return { estimate, low, high, noise };
}
