import type { ElementwiseOperation } from '../../../tensor/elementwise.ts';
import type { TensorType } from '../../../tensor/graph.ts';
import type { Value } from '../runtime.ts';
import { broadcast, cast, cut, run } from './kernel.ts';
import type { Kernel, KernelContext } from './kernel.ts';

type Elementwise<Operands extends Value[]> = (context: KernelContext, type: TensorType, ...operands: Operands) => Value;
type Unary = Elementwise<[x: Value]>;
type Binary = Elementwise<[a: Value, b: Value]>;

/**
 * The element-wise operations. Where tf.js departs from src/tensor/elementwise.ts within float32's tolerance, its kernel stands: on wasm, log1p is log(1 + x)
 * and loses the digits of a small x, and sin and cos are off by 2e-7; erf is an approximation good to 5e-7. 1 to the power of NaN is 1 on wasm and node.
 * Derivatives at kinks under automatic differentiation: |x|′(0) = −1; where a = b, that of max(a, b) and of min(a, b) goes to a.
 */
export const elementwiseKernels: { readonly [K in ElementwiseOperation]: Kernel<K> } = {
  negate: unary('Neg'),
  abs: unary('Abs'),
  sign: throughFloat(sign),
  exp: unary('Exp'),
  expm1: unary('Expm1'),
  log: unary('Log'),
  log1p: unary('Log1p'),
  sqrt: unary('Sqrt'),
  sin: unary('Sin'),
  cos: unary('Cos'),
  floor: unary('Floor'),
  tanh: unary('Tanh'),
  relu: unary('Relu'),
  sigmoid: unary('Sigmoid'),
  softplus: unary('Softplus'),
  erf: unary('Erf'),
  add: binary('Add'),
  subtract: binary('Sub'),
  multiply: binary('Multiply'),
  divide: throughFloat(binary('RealDiv')),
  power: throughFloat(binary('Pow')),
  maximum: extremum('Maximum'),
  minimum: extremum('Minimum'),
  less: comparison('Less'),
  lessEqual: comparison('LessEqual'),
  equal: comparison('Equal'),
  logicalAnd: binary('LogicalAnd'),
  logicalOr: binary('LogicalOr'),
  logicalNot: (context, _, x) => run(context, 'LogicalNot', { x }),
  select: (context, { shape, dtype }, condition, a, b) => (context.device === 'wasm' && dtype === 'bool' ? selectBool(context, condition, a, b) : run(context, 'Select', {
    condition: broadcast(context, condition, shape), t: broadcast(context, a, shape), e: broadcast(context, b, shape),
  })),
};

/** (c ∧ a) ∨ (¬c ∧ b): the Select of wasm takes bools for numbers of four bytes, and writes past their end. */
function selectBool(context: KernelContext, condition: Value, a: Value, b: Value): Value {
  const chosen = run(context, 'LogicalAnd', { a: condition, b: a });
  return run(context, 'LogicalOr', { a: chosen, b: run(context, 'LogicalAnd', { a: run(context, 'LogicalNot', { x: condition }), b }) });
}

function unary(name: string): Unary {
  return throughFloat((context, _, x: Value) => run(context, name, { x }));
}

function binary(name: string): Binary {
  return (context, _, a, b) => run(context, name, { a, b });
}

/** int32 operands of a function of real numbers go through float32, exact below 2²⁴, and the result is truncated. */
function throughFloat<V extends Value[]>(kernel: Elementwise<V>): Elementwise<V> {
  return (context, type, ...operands) => {
    if (type.dtype !== 'int32') return kernel(context, type, ...operands);
    const floats = operands.map(operand => cast(context, operand, 'float32')) as V;
    return cast(context, kernel(context, type, ...floats), 'int32');
  };
}

/**
 * libtensorflow's own, elsewhere tanh(x · 10³⁸ · 10³⁸): 0 at 0, and ±1 from the least subnormal number on. The kernel of cpu turns NaN into 0, that of wasm
 * small numbers too.
 */
function sign(context: KernelContext, _: TensorType, x: Value): Value {
  if (context.device === 'node') return run(context, 'Sign', { x });
  const large = context.pool.scalar(1e38);
  const scaled = run(context, 'Multiply', { a: run(context, 'Multiply', { a: x, b: large }), b: large });
  return run(context, 'Tanh', { x: scaled });
}

/**
 * Under the tape the operands are broadcast first: tf.js's derivative does not sum over repeated axes. The kernels of wasm give a where b is NaN, so b is
 * put back there.
 */
function extremum(name: 'Maximum' | 'Minimum'): Binary {
  return (context, { shape, dtype }, a, b) => {
    const keepsNaN = context.device !== 'wasm' || dtype === 'int32';
    if (keepsNaN && !context.follows(a) && !context.follows(b)) return run(context, name, { a, b });
    const [left, right] = [broadcast(context, a, shape), broadcast(context, b, shape)];
    const result = run(context, name, { a: left, b: right });
    return keepsNaN ? result : run(context, 'Select', { condition: isNumber(context, right), t: result, e: right });
  };
}

function isNumber(context: KernelContext, x: Value): Value {
  const values = cut(context, x);
  return run(context, 'Equal', { a: values, b: values });
}

/** Bools are compared as int32: libtensorflow does not compare bools. */
function comparison(name: string): Binary {
  return (context, _, a, b) => run(context, name, { a: asNumber(context, a), b: asNumber(context, b) });
}

function asNumber(context: KernelContext, x: Value): Value {
  return x.dtype === 'bool' ? cast(context, x, 'int32') : x;
}
