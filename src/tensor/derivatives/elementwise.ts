import type { BinaryOperation, ComparisonOperation, LogicalOperation, UnaryOperation } from '../elementwise.ts';
import type { Tensor } from '../tensor.ts';
import { none, operand } from './derivative.ts';
import type { Derivative } from './derivative.ts';
import { unbroadcast } from './unbroadcast.ts';

/** dx of y = f(x), element by element. */
const unary = {
  negate: dy => dy.negate(),
  abs: (dy, x) => dy.mul(x.sign()),
  sign: none,
  exp: (dy, _, y) => dy.mul(y),
  expm1: (dy, x) => dy.mul(x.exp()),
  log: (dy, x) => dy.div(x),
  log1p: (dy, x) => dy.div(x.add(1)),
  sqrt: (dy, _, y) => dy.div(y.mul(2)),
  sin: (dy, x) => dy.mul(x.cos()),
  cos: (dy, x) => dy.mul(x.sin()).negate(),
  floor: none,
  tanh: (dy, _, y) => dy.mul(y.square().negate().add(1)),
  relu: (dy, x) => dy.mul(x.greater(0).cast('float')),
  sigmoid: (dy, _, y) => dy.mul(y.mul(y.negate().add(1))),
  softplus: (dy, x) => dy.mul(x.sigmoid()),
  /** erf′(x) = 2/√π·e^−x². */
  erf: (dy, x) => dy.mul(x.square().negate().exp().mul(2 / Math.sqrt(Math.PI))),
} as const satisfies { readonly [K in UnaryOperation]: Slope | typeof none };

type Slope = (dy: Tensor, x: Tensor, y: Tensor) => Tensor;

/** da and db of y = f(a, b), element by element, before they are summed over the axes of a broadcast. */
const binary = {
  add: [dy => dy, dy => dy],
  subtract: [dy => dy, dy => dy.negate()],
  multiply: [(dy, _, b) => dy.mul(b), (dy, a) => dy.mul(a)],
  divide: [(dy, _, b) => dy.div(b), (dy, _, b, y) => dy.mul(y).div(b).negate()],
  /** ∂a: b·aᵇ⁻¹, which is 0 for b = 0 even at a = 0. ∂b: aᵇ·log a, whose limit at a = 0 is 0. */
  power: [
    (dy, a, b) => dy.mul(b.mul(a.pow(b.equal(0).select(1, b.sub(1))))),
    (dy, a, b, y) => dy.mul(y.mul(a.equal(0).logicalAnd(b.greaterEqual(0)).select(1, a).log())),
  ],
  /** A tie gives its gradient to the first operand. */
  maximum: [(dy, a, b) => dy.mul(a.greaterEqual(b).cast('float')), (dy, a, b) => dy.mul(a.less(b).cast('float'))],
  minimum: [(dy, a, b) => dy.mul(a.lessEqual(b).cast('float')), (dy, a, b) => dy.mul(a.greater(b).cast('float'))],
} as const satisfies { readonly [K in BinaryOperation]: readonly [PartialDerivative, PartialDerivative] };

type PartialDerivative = (dy: Tensor, a: Tensor, b: Tensor, y: Tensor) => Tensor;

type WithDerivative = UnaryOperation | BinaryOperation | 'select';

/** The derivatives of the element-wise operations. */
export const elementwiseDerivatives: { readonly [K in WithDerivative]: Derivative<K> | typeof none } & { readonly [K in ComparisonOperation | LogicalOperation]: typeof none } = {
  ...each(unary, slope => (slope === none ? none : unaryDerivative(slope))),
  ...each(binary, binaryDerivative),
  less: none, lessEqual: none, equal: none, logicalAnd: none, logicalOr: none, logicalNot: none,
  select({ inputs, dy }) {
    const [condition, a, b] = [operand(inputs, 0), operand(inputs, 1), operand(inputs, 2)];
    return [() => undefined, () => unbroadcast(condition.select(dy, 0), a.shape), () => unbroadcast(condition.select(0, dy), b.shape)];
  },
};

function unaryDerivative(slope: Slope): Derivative<UnaryOperation> {
  return ({ inputs, y, dy }) => [() => slope(dy, operand(inputs, 0), y)];
}

function binaryDerivative(partials: readonly [PartialDerivative, PartialDerivative]): Derivative<BinaryOperation> {
  return ({ inputs, y, dy }) => {
    const [a, b] = [operand(inputs, 0), operand(inputs, 1)];
    return [a, b].map((own, index) => () => unbroadcast((index === 0 ? partials[0] : partials[1])(dy, a, b, y), own.shape));
  };
}

function each<T extends object, R>(table: T, make: (own: T[keyof T]) => R): { [K in keyof T]: R } {
  return Object.fromEntries(Object.entries(table).map(([name, own]) => [name, make(own as T[keyof T])])) as { [K in keyof T]: R };
}
