import type { Lanes } from '../lanes.ts';
import { inversePower } from './exponential.ts';
import { logOf, split, withLimits } from './logarithm.ts';
import { withSignOf } from './sign.ts';

const largestFinite = 3.4028234663852886e38;

/** log(1 + x) with its special values; a zero keeps its sign. */
export function log1p<V>(lanes: Lanes<V>, x: V): V {
  const finite = log1pFinite(lanes, lanes.smaller(x, lanes.float(largestFinite)));
  return withSignOf(lanes, withLimits(lanes, finite, x, -1), x);
}

/** log(1 + x) for finite x above −1: the logarithm of the rounded sum 2ᵏ·m, in whose f = m − 1 what the rounding dropped is put back. */
export function log1pFinite<V>(lanes: Lanes<V>, x: V): V {
  const one = lanes.float(1);
  const sum = lanes.add(x, one);
  const { k, m } = split(lanes, sum);
  const dropped = lanes.subtract(x, lanes.subtract(sum, one));
  const f = lanes.add(lanes.subtract(m, one), lanes.multiply(dropped, inversePower(lanes, k)));
  return logOf(lanes, lanes.toFloat(k), f);
}
