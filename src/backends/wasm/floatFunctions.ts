import type { BinaryOperation, UnaryOperation } from '../../tensor/elementwise.ts';
import { erf } from './functions/erf.ts';
import { exp } from './functions/exp.ts';
import { expm1 } from './functions/expm1.ts';
import { log } from './functions/log.ts';
import { log1p } from './functions/log1p.ts';
import { sigmoid } from './functions/sigmoid.ts';
import { sign } from './functions/sign.ts';
import { softplus } from './functions/softplus.ts';
import { tanh } from './functions/tanh.ts';
import type { Lanes } from './lanes.ts';

/**
 * The largest error of each function that is more than one instruction, over all float32 values, in units in the last place of the exact result
 * (2⁻¹⁴⁹ for subnormal ones). `benchmarks/accuracy.ts` measures it, a test holds a sample to it.
 */
export const errorBounds = {
  exp: 1,
  expm1: 2,
  log: 1,
  log1p: 1.5,
  tanh: 2.75,
  sigmoid: 2.5,
  softplus: 2,
  erf: 1.5,
} as const satisfies Partial<Record<UnaryOperation, number>>;

/** Element-wise operations of one float. */
export const unaryLanes: Readonly<Record<UnaryOperation, <V>(lanes: Lanes<V>, x: V) => V>> = {
  negate: (lanes, x) => lanes.negate(x),
  abs: (lanes, x) => lanes.absolute(x),
  sqrt: (lanes, x) => lanes.squareRoot(x),
  floor: (lanes, x) => lanes.floor(x),
  relu: (lanes, x) => lanes.without(x, lanes.lessEqual(x, lanes.float(0))),
  sign,
  exp,
  expm1,
  log,
  log1p,
  tanh,
  sigmoid,
  softplus,
  sin: (lanes, x) => lanes.call('sin', [x]),
  cos: (lanes, x) => lanes.call('cos', [x]),
  erf,
};

/** Element-wise operations of two floats. */
export const binaryLanes: Readonly<Record<BinaryOperation, <V>(lanes: Lanes<V>, a: V, b: V) => V>> = {
  add: (lanes, a, b) => lanes.add(a, b),
  subtract: (lanes, a, b) => lanes.subtract(a, b),
  multiply: (lanes, a, b) => lanes.multiply(a, b),
  divide: (lanes, a, b) => lanes.divide(a, b),
  power: (lanes, a, b) => lanes.call('power', [a, b]),
  maximum: (lanes, a, b) => keepNaN(lanes, a, lanes.larger(b, a)),
  minimum: (lanes, a, b) => keepNaN(lanes, a, lanes.smaller(b, a)),
};

/** The result, or `a` where that is NaN. */
function keepNaN<V>(lanes: Lanes<V>, a: V, result: V): V {
  return lanes.select(lanes.equal(a, a), result, a);
}
