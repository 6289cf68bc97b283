import type { Lanes } from '../lanes.ts';
import { horner } from './horner.ts';

/**
 * Added to a float of at most some thousands, it leaves the nearest whole number: that stands in the low bits of the sum, since a unit in its last place is 1.
 */
const rounder = 12582912;

/** ln 2 in two parts; the first has nine bits, so that its products with whole numbers up to 2¹⁵ are exact. */
export const ln2High = 0.693359375;
export const ln2Low = -2.121944400546905e-4;

/** (eʳ − 1 − r) / r² for |r| ≤ ln 2 / 2; minimax for the relative error of eʳ, 3·10⁻⁹. */
const forExp = [0.49999993372854495, 0.16666519521798875, 0.04166840113006466, 0.008368851278911784, 0.001381431836697078];

/** The same; minimax for the relative error of eʳ − 1, 1.3·10⁻⁸. */
export const forExpm1 = [0.4999999813269952, 0.16666542681157118, 0.04166720400285787, 0.008366647111244675, 0.0013882491728343018];

/** What is added to an exponent before it is stored. */
const bias = 127;

/** x = n·ln 2 + r. Source: Cody, Waite, "Software manual for the elementary functions" (1980). */
export interface Reduced<V> {
  /** A float whose low nine bits are n + 127 as an exponent's, or n + 254 as two of them. */
  readonly exponents: V;
  readonly n: V;
  /** eʳ − 1. */
  readonly powerMinusOne: V;
}

/**
 * Reduces a float of at most some hundreds; `parts` is into how many factors 2ⁿ is to be split. The low part of n·ln 2 is joined last, since x minus the high
 * part is exact: r itself, which is rounded, is used where it is squared alone.
 */
export function reduce<V>(lanes: Lanes<V>, x: V, parts: 1 | 2, coefficients: readonly number[] = forExp): Reduced<V> {
  const shift = lanes.float(rounder + parts * bias);
  const exponents = lanes.add(lanes.multiply(x, lanes.float(Math.LOG2E)), shift);
  const n = lanes.subtract(exponents, shift);
  const high = lanes.subtract(x, lanes.multiply(n, lanes.float(ln2High)));
  const low = lanes.multiply(n, lanes.float(ln2Low));
  const r = lanes.subtract(high, low);
  const bent = lanes.multiply(lanes.multiply(r, r), horner(lanes, r, coefficients));
  return { exponents, n, powerMinusOne: lanes.subtract(high, lanes.subtract(low, bent)) };
}

/** x·2ⁿ for 2ⁿ in two parts of about n / 2, so that subnormal and infinite results come out right. */
export function scaledTwice<V>(lanes: Lanes<V>, x: V, exponents: V): V {
  const half = lanes.shiftDown(exponents, 1);
  const rest = lanes.subtractIntegers(exponents, half);
  return lanes.multiply(lanes.multiply(x, lanes.shiftUp(half, 23)), lanes.shiftUp(rest, 23));
}

/** 2⁻ⁿ for an int32 n; 0 above 127, NaN below −127. */
export function inversePower<V>(lanes: Lanes<V>, n: V): V {
  return lanes.shiftUp(lanes.subtractIntegers(lanes.integer(bias), lanes.smallerInteger(n, lanes.integer(bias))), 23);
}
