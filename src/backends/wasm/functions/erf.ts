import type { Lanes } from '../lanes.ts';
import { reduce } from './exponential.ts';
import { horner } from './horner.ts';
import { withSignOf } from './sign.ts';

/** Where the two forms meet. */
const joint = 0.921875;
/** erf is 1 in float32 from here on. */
const highest = 4;

/** erf a / a − 1 over a², a up to the joint; error 1.6·10⁻⁸. */
const forSmall = [0.1283791495551266, -0.37612493683523845, 0.11281816144944089, -0.026766615644390493, 0.004993179559761458, -0.000599085084399778];
/** −log(1 − erf a) / a − 1 over a, from the joint on; error 7·10⁻¹⁰ in erf a. */
const forLarge = [
  0.12864956518317192, 0.6351469478628324, 0.10624410736581119, -0.023768294199166914, 0.0036454070041708276, -0.00032352929392306115, 1.1303820876243297e-5,
];

/** The error function with the sign of x, from a = |x|: a + a·P(a²) for small a, else 1 − e^−(a + a·Q(a)). */
export function erf<V>(lanes: Lanes<V>, x: V): V {
  const a = lanes.smaller(lanes.absolute(x), lanes.float(highest));
  const bent = (over: V, coefficients: readonly number[]): V => lanes.add(a, lanes.multiply(a, horner(lanes, over, coefficients)));
  const small = bent(lanes.multiply(a, a), forSmall);
  const { exponents, powerMinusOne } = reduce(lanes, lanes.negate(bent(a, forLarge)), 1);
  const complement = lanes.multiply(lanes.add(lanes.float(1), powerMinusOne), lanes.shiftUp(exponents, 23));
  const large = lanes.subtract(lanes.float(1), complement);
  return withSignOf(lanes, lanes.select(lanes.less(a, lanes.float(joint)), small, large), x);
}
