import { distanceAt, isApart } from './distance.ts';
import type { Compared, Distance } from './distance.ts';
import type { NumericGradient } from './numericGradients.ts';

/** The elements of a gradient by what differences tell of them. */
export interface SortedElements {
  readonly resolved: readonly number[];
  readonly kinks: readonly number[];
  /** Those that no step resolves: the loss rounds too much, or turns too fast. */
  readonly unresolved: readonly number[];
}

/** An error is small where it is less than this share of the derivative, */
const ofDerivative = 1e-3;

/** or than this share of the largest derivative of the step: it is 0 then for all that matters. */
const ofLargest = 1e-8;

/** or where nothing moves at all, by hand and by differences, and the error is less than this. */
const ofNothing = 1e-8;

/** Sorts the elements that differences were taken by. `largest` is the largest derivative of the step. */
export function sortElements({ elements, kinks, derivatives, errors }: NumericGradient, hand: ArrayLike<number>, largest: number): SortedElements {
  const onKink = new Set(kinks);
  const smooth = elements.filter(index => !onKink.has(index));
  const isResolved = (index: number) => {
    const [derivative, byHand, error] = [derivatives[index] ?? 0, hand[index] ?? 0, errors[index] ?? 0];
    return error <= Math.max(ofDerivative * Math.abs(derivative), ofDerivative * finite(byHand), ofLargest * largest, derivative === 0 && byHand === 0 ? ofNothing : 0);
  };
  return { kinks, resolved: smooth.filter(isResolved), unresolved: smooth.filter(index => !isResolved(index)) };
}

/** The largest derivative that differences know. */
export function largestDerivative(numeric: ReadonlyMap<string, NumericGradient>): number {
  return [...numeric.values()].reduce((largest, { derivatives, errors }) => derivatives.reduce((own, value, index) => (
    (errors[index] ?? 0) <= ofDerivative * Math.abs(value) ? Math.max(own, Math.abs(value)) : own), largest), 0);
}

/** What automatic differentiation says of elements that differences leave open. */
export interface Testimony {
  /** The one that is farthest off: no device gives it, and differences say that it cannot be so or nothing at all. */
  readonly apart: Distance | undefined;
  /** How many rest on nothing. */
  readonly unchecked: number;
}

/**
 * Compares the elements that differences leave open with automatic differentiation, one way a device. On a kink tf.js may choose another slope than we do, which proves nothing: only what lies outside of both slopes is wrong.
 */
export function testimonyOf({ kinks, unresolved }: SortedElements, ways: readonly Compared[], { derivatives, errors }: NumericGradient): Testimony {
  const found = { apart: undefined as Distance | undefined, unchecked: 0 };
  const onKink = new Set(kinks);
  for (const index of [...kinks, ...unresolved]) {
    const distances = ways.filter(({ actual }) => Number.isFinite(actual[index])).map(way => distanceAt(way, index));
    if (distances.some(distance => !isApart(distance))) continue;
    const [distance] = distances;
    const hand = ways[0]?.expected[index] ?? 0;
    const possible = onKink.has(index) && Math.abs(hand - (derivatives[index] ?? 0)) <= (1 + ofDerivative) * (errors[index] ?? 0);
    if (distance === undefined || possible) found.unchecked++;
    else if (found.apart === undefined || distance.excess > found.apart.excess) found.apart = distance;
  }
  return found;
}

function finite(value = 0): number {
  return Number.isFinite(value) ? Math.abs(value) : 0;
}
