import type { Lanes } from '../lanes.ts';
import { forExpm1, inversePower, reduce, scaledTwice } from './exponential.ts';
import { withSignOf } from './sign.ts';

/** Below the first, eˣ − 1 is −1 in float32; above the second it is infinite. */
const lowest = -20;
const highest = 89;

/** eˣ − 1 = 2ⁿ·((eʳ − 1) + (1 − 2⁻ⁿ)) with x = n·ln 2 + r. */
export function expm1<V>(lanes: Lanes<V>, x: V): V {
  const held = lanes.smaller(lanes.larger(x, lanes.float(lowest)), lanes.float(highest));
  const { exponents, n, powerMinusOne } = reduce(lanes, held, 2, forExpm1);
  const rest = lanes.subtract(lanes.float(1), inversePower(lanes, lanes.toInteger(n)));
  return withSignOf(lanes, scaledTwice(lanes, lanes.add(powerMinusOne, rest), exponents), x);
}
