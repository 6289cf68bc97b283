import type { Lanes } from '../lanes.ts';
import { logOf, split, withLimits } from './logarithm.ts';

const smallestNormal = 2 ** -126;

/** log x = k·ln 2 + log m with x = 2ᵏ·m. A subnormal x is taken as 2⁻²³ times a normal one. */
export function log<V>(lanes: Lanes<V>, x: V): V {
  const isSubnormal = lanes.less(x, lanes.float(smallestNormal));
  const normal = lanes.select(isSubnormal, lanes.multiply(x, lanes.float(2 ** 23)), x);
  const { k, m } = split(lanes, normal);
  const exponent = lanes.subtract(lanes.toFloat(k), lanes.and(isSubnormal, lanes.float(23)));
  return withLimits(lanes, logOf(lanes, exponent, lanes.subtract(m, lanes.float(1))), x, 0);
}
