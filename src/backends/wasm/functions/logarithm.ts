import type { Lanes } from '../lanes.ts';
import { ln2High, ln2Low } from './exponential.ts';
import { horner } from './horner.ts';

/** The bits of √½. */
const rootOfHalf = 0x3f35_04f3;
const mantissaBits = 0x007f_ffff;

/** R in log((1 + s) / (1 − s)) = 2s + s³·R(s²), s = f / (2 + f), for 1 + f from √½ to √2; error 8·10⁻¹⁰. */
const coefficients = [0.6666677671879079, 0.3997749541151693, 0.2987307705803734];

/** A positive normal float as 2ᵏ·m with m from √½ to √2; k is an int32. */
export function split<V>(lanes: Lanes<V>, x: V): { readonly k: V; readonly m: V } {
  const shifted = lanes.subtractIntegers(x, lanes.integer(rootOfHalf));
  const m = lanes.addIntegers(lanes.and(shifted, lanes.integer(mantissaBits)), lanes.integer(rootOfHalf));
  return { k: lanes.shiftDown(shifted, 23), m };
}

/**
 * log(1 + f) = f − (f²/2 − (s·(f²/2 + s²·R(s²)) + rest)) with s = f / (2 + f), summed from the smallest part to the largest.
 * Source: the formula of FreeBSD's e_logf.c (Sun Microsystems, 1993).
 */
export function logOfOnePlus<V>(lanes: Lanes<V>, f: V, polynomial: readonly number[], rest?: V): V {
  const s = lanes.divide(f, lanes.add(lanes.float(2), f));
  const square = lanes.multiply(s, s);
  const tail = lanes.multiply(square, horner(lanes, square, polynomial));
  const half = lanes.multiply(lanes.multiply(lanes.float(0.5), f), f);
  const small = lanes.multiply(s, lanes.add(half, tail));
  return lanes.subtract(f, lanes.subtract(half, rest === undefined ? small : lanes.add(small, rest)));
}

/** k·ln 2 + log(1 + f) for a whole number k as a float and 1 + f from √½ to √2. */
export function logOf<V>(lanes: Lanes<V>, k: V, f: V): V {
  const low = lanes.multiply(k, lanes.float(ln2Low));
  return lanes.add(lanes.multiply(k, lanes.float(ln2High)), logOfOnePlus(lanes, f, coefficients, low));
}

/** A finite result with the special values of a logarithm whose pole is at `pole`: −∞ there, NaN below; infinity and NaN are kept. */
export function withLimits<V>(lanes: Lanes<V>, result: V, x: V, pole: number): V {
  const infinity = lanes.float(Number.POSITIVE_INFINITY);
  const kept = lanes.add(result, lanes.without(x, lanes.less(x, infinity)));
  const withPole = lanes.subtract(kept, lanes.and(infinity, lanes.equal(x, lanes.float(pole))));
  return lanes.or(withPole, lanes.less(x, lanes.float(pole)));
}
