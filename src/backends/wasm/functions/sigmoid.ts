import type { Lanes } from '../lanes.ts';
import { expBelow } from './exp.ts';
import { negative } from './sign.ts';

/** 1 / (1 + e⁻ˣ) from e = e^−|x|, which overflows nowhere: 1 / (1 + e), and e / (1 + e) for negative x. */
export function sigmoid<V>(lanes: Lanes<V>, x: V): V {
  const one = lanes.float(1);
  const power = expBelow(lanes, negative(lanes, x));
  return lanes.divide(lanes.select(lanes.less(x, lanes.float(0)), power, one), lanes.add(one, power));
}
