import type { Lanes } from '../lanes.ts';
import { reduce, scaledTwice } from './exponential.ts';

/** Beyond these eˣ is 0 or infinite in float32. */
const lowest = -104;
const highest = 89;

/** eˣ = 2ⁿ·eʳ with x = n·ln 2 + r. */
export function exp<V>(lanes: Lanes<V>, x: V): V {
  return expBelow(lanes, lanes.smaller(x, lanes.float(highest)));
}

/** eˣ for x that is at most 89. */
export function expBelow<V>(lanes: Lanes<V>, x: V): V {
  const { exponents, powerMinusOne } = reduce(lanes, lanes.larger(x, lanes.float(lowest)), 2);
  return scaledTwice(lanes, lanes.add(lanes.float(1), powerMinusOne), exponents);
}
