import type { BinaryOperation, ComparisonOperation, ElementwiseOperation, LogicalOperation, UnaryOperation } from '../../tensor/elementwise.ts';
import type { GraphBuilder } from './graphBuilder.ts';
import { operandAt } from './lowering.ts';
import type { Lowering, Value } from './lowering.ts';
import { castTo } from './casts.ts';

/** Adds the nodes of a function of values and gives the name of its result. */
type Composition = (builder: GraphBuilder, ...operands: string[]) => string;

/** ONNX's operator of the same meaning, or a composition. */
const unary: Readonly<Record<UnaryOperation, string | Composition>> = {
  negate: 'Neg',
  abs: 'Abs',
  sign: 'Sign',
  exp: 'Exp',
  expm1,
  log: 'Log',
  log1p,
  sqrt: 'Sqrt',
  sin: 'Sin',
  cos: 'Cos',
  floor: 'Floor',
  tanh: 'Tanh',
  relu: 'Relu',
  sigmoid: 'Sigmoid',
  softplus: 'Softplus',
  erf: 'Erf',
};

const binary: Readonly<Record<BinaryOperation, string>> = {
  add: 'Add', subtract: 'Sub', multiply: 'Mul', divide: 'Div', power: 'Pow', maximum: 'Max', minimum: 'Min',
};

const comparison: Readonly<Record<ComparisonOperation, string>> = { less: 'Less', lessEqual: 'LessOrEqual', equal: 'Equal' };

const logical: Readonly<Record<LogicalOperation, string>> = { logicalAnd: 'And', logicalOr: 'Or', logicalNot: 'Not' };

/** Operators that ONNX Runtime has for int32; the others compute in floats and drop the fraction. Its division of integers ends the process where the divisor is 0. */
const onIntegers: ReadonlySet<string> = new Set(['Neg', 'Abs', 'Sign', 'Relu', 'Add', 'Sub', 'Mul', 'Max', 'Min']);
const inDouble: ReadonlySet<string> = new Set(['Div', 'Pow']);

/** Every element-wise operation. */
export const elementwiseLowerings: { readonly [K in ElementwiseOperation]: Lowering<K> } = {
  ...each(unary, lowerNumeric),
  ...each(binary, lowerNumeric),
  ...each(comparison, operator => (builder, _, operands) => builder.node(operator, comparable(builder, operator, operands))),
  ...each(logical, operator => (builder, _, operands) => builder.node(operator, operands.map(({ name }) => name))),
  select: lowerSelect,
};

type AnyLowering = (builder: GraphBuilder, node: { readonly dtype: string }, operands: readonly Value[]) => string;

function lowerNumeric(operator: string | Composition): AnyLowering {
  return (builder, { dtype }, operands) => {
    const name = typeof operator === 'string' ? operator : '';
    const exact = dtype === 'float' || onIntegers.has(name);
    const names = operands.map(operand => (exact ? operand.name : castTo(builder, operand.name, inDouble.has(name) ? 'double' : 'float')));
    const result = typeof operator === 'string' ? builder.node(operator, names) : operator(builder, ...names);
    return exact ? result : castTo(builder, result, 'int32');
  };
}

/** Bools are compared as integers where the operator has no order for them. */
function comparable(builder: GraphBuilder, operator: string, operands: readonly Value[]): readonly string[] {
  return operands.map(({ name, dtype }) => (dtype === 'bool' && operator !== 'Equal' ? castTo(builder, name, 'int32') : name));
}

/** ONNX Runtime's Where takes no bools: (c ∧ a) ∨ (¬c ∧ b). */
function lowerSelect(builder: GraphBuilder, { dtype }: { readonly dtype: string }, operands: readonly Value[]): string {
  const [condition, a, b] = [operandAt(operands, 0).name, operandAt(operands, 1).name, operandAt(operands, 2).name];
  if (dtype !== 'bool') return builder.node('Where', [condition, a, b]);
  return builder.node('Or', [builder.node('And', [condition, a]), builder.node('And', [builder.node('Not', [condition]), b])]);
}

/** eˣ − 1 = tanh(x/2) · (eˣ + 1), which cancels nowhere. */
function expm1(builder: GraphBuilder, x: string): string {
  const half = builder.node('Tanh', [builder.node('Mul', [x, builder.scalar(0.5)])]);
  return builder.node('Mul', [half, builder.node('Add', [builder.node('Exp', [x]), builder.scalar(1)])]);
}

/** log(1 + x) = log u + (x − (u − 1))/u with u = 1 + x rounded; the correction is for |x| < ½ alone, as it is 0/0 at −1 and ∞ − ∞ at ∞. */
function log1p(builder: GraphBuilder, x: string): string {
  const u = builder.node('Add', [x, builder.scalar(1)]);
  const logarithm = builder.node('Log', [u]);
  const lost = builder.node('Sub', [x, builder.node('Sub', [u, builder.scalar(1)])]);
  const corrected = builder.node('Add', [logarithm, builder.node('Div', [lost, u])]);
  const small = builder.node('Less', [builder.node('Abs', [x]), builder.scalar(0.5)]);
  return builder.node('Where', [small, corrected, logarithm]);
}

function each<K extends ElementwiseOperation, T>(operators: Readonly<Record<K, T>>, make: (operator: T) => AnyLowering): Readonly<Record<K, AnyLowering>> {
  const made = Object.entries<T>(operators).map(([operation, operator]) => [operation, make(operator)]);
  return Object.fromEntries(made) as Readonly<Record<K, AnyLowering>>;
}
