import type { Lanes } from '../lanes.ts';
import { forExpm1, reduce } from './exponential.ts';
import { withSignOf } from './sign.ts';

/** tanh is 1 in float32 above half of this. */
const highest = 20;

/** tanh x = e / (e + 2) with e = e²ᵃ − 1, a = |x|, and the sign of x. */
export function tanh<V>(lanes: Lanes<V>, x: V): V {
  const a = lanes.absolute(x);
  const { exponents, powerMinusOne } = reduce(lanes, lanes.smaller(lanes.add(a, a), lanes.float(highest)), 1, forExpm1);
  const power = lanes.shiftUp(exponents, 23);
  const e = lanes.add(lanes.multiply(powerMinusOne, power), lanes.subtract(power, lanes.float(1)));
  return withSignOf(lanes, lanes.divide(e, lanes.add(e, lanes.float(2))), x);
}
