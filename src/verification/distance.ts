import { excessOf, withSlack } from './closeTo.ts';
import type { Tolerance } from './closeTo.ts';

/** How far an element lies from what it should be, in units of the tolerance. */
export interface Distance {
  readonly index: number;
  /** Infinite where one of the two numbers is not finite. */
  readonly excess: number;
}

/** Numbers, what they should be, and how closely. */
export interface Compared {
  readonly actual: ArrayLike<number>;
  readonly expected: ArrayLike<number>;
  readonly tolerance: Tolerance;
  /** What adds to the tolerance of each element. */
  readonly slack: (index: number) => number;
}

/** The distance of one element; a NaN differs from everything, another NaN included. */
export function distanceAt({ actual, expected, tolerance, slack }: Compared, index: number): Distance {
  const [a, e] = [actual[index] ?? Number.NaN, expected[index] ?? Number.NaN];
  return { index, excess: Number.isNaN(a) ? Number.POSITIVE_INFINITY : excessOf(a, e, withSlack(tolerance, slack(index))) };
}

/** The element that differs most; undefined where there is none. */
export function farthest(elements: readonly number[], compared: Compared): Distance | undefined {
  let found: Distance | undefined;
  for (const index of elements) {
    const distance = distanceAt(compared, index);
    if (found === undefined || distance.excess > found.excess) found = distance;
  }
  return found;
}

/** Whether two ways give something else. */
export function isApart(distance: Distance | undefined): distance is Distance {
  return distance !== undefined && distance.excess > 1;
}
