import { lax, nn, numpy as np } from '@jax-js/jax';
import type { elementwiseFunctions, NodeOf } from 'chainrule';
import type { JaxArray } from './jaxArray.ts';
import type { Kernel } from './kernel.ts';

type ElementwiseOperation = keyof typeof elementwiseFunctions;
type OfArrays = (...operands: JaxArray[]) => JaxArray;

/** The element-wise operations; what each computes is defined by `elementwiseFunctions`. All but two are functions of jax-js, which broadcast as the graph does. */
export const elementwiseKernels: { readonly [K in ElementwiseOperation]: Kernel<K> } = {
  negate: any(np.negative),
  abs: any(np.absolute),
  sign: real(np.sign),
  exp: real(np.exp),
  expm1: real(np.expm1),
  log: real(np.log),
  log1p: real(np.log1p),
  sqrt: real(np.sqrt),
  sin: real(np.sin),
  cos: real(np.cos),
  floor: real(np.floor),
  tanh: real(np.tanh),
  relu: any(x => np.maximum(x, 0)),
  sigmoid: real(nn.sigmoid),
  softplus: real(softplus),
  erf: real(lax.erf),
  add: any(np.add),
  subtract: any(np.subtract),
  multiply: any(np.multiply),
  divide: real(np.trueDivide),
  power: real(np.power, x => np.round(x)),
  maximum: any(np.maximum),
  minimum: any(np.minimum),
  less: comparison(np.less),
  lessEqual: comparison(np.lessEqual),
  equal: comparison(np.equal),
  logicalAnd: any(np.logicalAnd),
  logicalOr: any(np.logicalOr),
  logicalNot: any(np.logicalNot),
  select: any(np.where),
};

function any(f: OfArrays) {
  return (_: unknown, ...operands: JaxArray[]): JaxArray => f(...operands);
}

/** A function of real numbers. Results of int32 operands are truncated: float64 comes near enough to a whole result for its float32 to be it. Exact below 2²⁴. */
function real(f: OfArrays, toWhole: OfArrays = x => x.astype(np.float32)) {
  return ({ dtype }: Pick<NodeOf<'exp'>, 'dtype'>, ...operands: JaxArray[]): JaxArray => (
    dtype === 'int32' ? toWhole(f(...operands.map(operand => operand.astype(np.float64)))).astype(np.int32) : f(...operands));
}

/** Bools are compared as integers: jax-js has no order of them. */
function comparison(f: OfArrays) {
  return (_: unknown, ...operands: JaxArray[]): JaxArray => f(...operands.map(operand => (operand.dtype === np.bool ? operand.astype(np.int32) : operand)));
}

/** max(x, 0) + log(1 + e^−|x|): that of jax-js is infinite from x = 89 on. */
function softplus(x: JaxArray): JaxArray {
  return np.maximum(x.ref, 0).add(np.log1p(np.exp(np.absolute(x).neg())));
}
