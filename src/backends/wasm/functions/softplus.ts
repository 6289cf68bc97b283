import type { Lanes } from '../lanes.ts';
import { expBelow } from './exp.ts';
import { logOfOnePlus } from './logarithm.ts';
import { negative } from './sign.ts';

/** R of `logOfOnePlus` for f from 0 to 1; error 4.6·10⁻⁹. */
const coefficients = [0.6666641204168462, 0.400217700455064, 0.2799786199077885, 0.28031280453977425];

/** log(1 + eˣ) = max(x, 0) + log(1 + e^−|x|), where the power lies between 0 and 1. */
export function softplus<V>(lanes: Lanes<V>, x: V): V {
  const power = expBelow(lanes, negative(lanes, x));
  return lanes.add(lanes.larger(x, lanes.float(0)), logOfOnePlus(lanes, power, coefficients));
}
