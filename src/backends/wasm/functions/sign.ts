import type { Lanes } from '../lanes.ts';

const signBit = -0x8000_0000;

/** A value that has no sign bit, or that of x already, given that of x. */
export function withSignOf<V>(lanes: Lanes<V>, magnitude: V, x: V): V {
  return lanes.or(magnitude, lanes.and(x, lanes.integer(signBit)));
}

/** −|x|. */
export function negative<V>(lanes: Lanes<V>, x: V): V {
  return lanes.or(x, lanes.integer(signBit));
}

/** −1, 0 or 1; a zero keeps its sign, NaN is NaN. */
export function sign<V>(lanes: Lanes<V>, x: V): V {
  const isSigned = lanes.less(lanes.float(0), lanes.absolute(x));
  return lanes.select(isSigned, withSignOf(lanes, lanes.float(1), x), x);
}
