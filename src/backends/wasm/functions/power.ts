import type { Lanes } from '../lanes.ts';

/** The powers that are as exact by multiplication as by the general function, by their exponent. */
export const wholePowers: ReadonlyMap<number, <V>(lanes: Lanes<V>, x: V) => V> = new Map([
  [-1, <V>(lanes: Lanes<V>, x: V): V => lanes.divide(lanes.float(1), x)],
  [2, <V>(lanes: Lanes<V>, x: V): V => lanes.multiply(x, x)],
  [3, <V>(lanes: Lanes<V>, x: V): V => lanes.multiply(lanes.multiply(x, x), x)],
]);
