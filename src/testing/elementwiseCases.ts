import { binaryFunctions, comparisonFunctions, elementwiseFunctions, unaryFunctions } from '../tensor/elementwise.ts';
import type { ElementwiseOperation } from '../tensor/elementwise.ts';
import type { None } from '../tensor/operations.ts';
import { broadcastShapes, sizeOf, stridesOf } from '../tensor/shape.ts';
import type { Shape } from '../tensor/shape.ts';
import { bool, float, int } from './operationCase.ts';
import type { CaseOperand, OperationCase } from './operationCase.ts';

/** Element-wise operations have no attributes, so that their cases are of one type. */
type ElementwiseCase = OperationCase<None>;

const signed = [-2.5, -1, -0.25, 0.3, 1, 2.75];
const positive = [0.1, 0.5, 1, 1.5, 2, 7];
/** Operations whose result over negative numbers is NaN are tried on positive ones. */
const needsPositive: ReadonlySet<string> = new Set(['log', 'log1p', 'sqrt']);
/** Large arguments, which must overflow only where the result is infinite. */
const extremes: Readonly<Record<string, readonly number[]>> = {
  exp: [-1000, 1000], expm1: [-1000], log: [0], sqrt: [0], tanh: [-1000, 1000], relu: [-1e30, 1e30], sigmoid: [-1000, 1000], softplus: [-1000, 1000], erf: [-30, 30], sign: [0], abs: [-1e30],
};
const exactOnIntegers: ReadonlySet<string> = new Set(['negate', 'abs', 'add', 'subtract', 'multiply', 'maximum', 'minimum', 'less', 'lessEqual', 'equal']);

/** Every element-wise operation on floats, on integers where they are exact, broadcast, at extremes, and with NaN. */
export const elementwiseCases: Readonly<Record<ElementwiseOperation, readonly ElementwiseCase[]>> = {
  ...each(unaryFunctions, unaryCases),
  ...each(binaryFunctions, binaryCases),
  ...each(comparisonFunctions, binaryCases),
  logicalAnd: logicalCases('logicalAnd'),
  logicalOr: logicalCases('logicalOr'),
  logicalNot: [of('logicalNot', 'bools', [bool([0, 1, 1])])],
  select: [
    of('select', 'floats', [bool([1, 0, 0, 1]), float([1, 2, 3, 4]), float([5, 6, 7, 8])]),
    of('select', 'every operand broadcast', [bool([1, 0], [2, 1]), float([1, 2, 3]), float([9], [])]),
    of('select', 'bools, every operand broadcast', [bool([1, 0], [2, 1]), bool([1, 0, 1]), bool([0], [])]),
    of('select', 'int32', [bool([1, 0]), int([1, 2]), int([3, 4])]),
    of('select', 'NaN that is chosen, and NaN that is not', [bool([1, 0, 1]), float([Number.NaN, Number.NaN, 1]), float([1, 2, Number.NaN])]),
  ],
};

function unaryCases(op: ElementwiseOperation): readonly ElementwiseCase[] {
  const values = needsPositive.has(op) ? positive : signed;
  return [
    of(op, 'floats', [float(values, [2, 3])]),
    of(op, 'a scalar', [float(values.slice(4, 5), [])]),
    of(op, 'NaN', [float([1, Number.NaN, 2])]),
    ...(extremes[op] === undefined ? [] : [of(op, 'extremes', [float(extremes[op])])]),
    ...(exactOnIntegers.has(op) ? [of(op, 'int32', [int([-3, 0, 5])])] : []),
  ];
}

function binaryCases(op: ElementwiseOperation): readonly ElementwiseCase[] {
  const left = op === 'power' ? positive : signed;
  const right = [1.5, -1, 2, 0.3, 1, -0.5];
  const pairs: readonly (readonly [Shape, Shape])[] = [[[2, 3], [2, 3]], [[2, 3], [3]], [[2, 3], []], [[], [3]], [[2, 1], [1, 3]], [[3], [2, 1, 1]]];
  const floats = pairs.map(([a, b]) => of(op, `[${a.join(', ')}] and [${b.join(', ')}]`, [float(left.slice(0, sizeOf(a)), a), float(right.slice(0, sizeOf(b)), b)]));
  return [
    ...floats,
    of(op, 'NaN', [float([Number.NaN, 1.5, 2]), float([2, Number.NaN, 3])]),
    ...(exactOnIntegers.has(op) ? [of(op, 'int32', [int([-3, 0, 5, 7]), int([2, 0, -5, 1])])] : []),
  ];
}

function logicalCases(op: 'logicalAnd' | 'logicalOr'): readonly ElementwiseCase[] {
  return [of(op, 'bools', [bool([0, 0, 1, 1]), bool([0, 1, 0, 1])]), of(op, 'broadcast', [bool([0, 1], [2, 1]), bool([0, 1, 1])])];
}

function of(op: ElementwiseOperation, name: string, operands: readonly CaseOperand[]): ElementwiseCase {
  return { name, operands, attributes: {}, expected: directly(elementwiseFunctions[op], operands) };
}

/** The function of numbers that the operation is defined by, applied element by element. */
function directly(f: (...values: number[]) => number, operands: readonly CaseOperand[]): readonly number[] {
  const shape = operands.reduce<Shape>((joined, operand) => broadcastShapes(joined, operand.shape) ?? joined, []);
  return Array.from({ length: sizeOf(shape) }, (_, index) => f(...operands.map(operand => operand.values[sourceIndex(index, shape, operand.shape)] ?? Number.NaN)));
}

/** The element of a broadcast operand that stands behind element `index` of the result. */
function sourceIndex(index: number, shape: Shape, own: Shape): number {
  const [strides, ownStrides] = [stridesOf(shape), stridesOf(own)];
  const offset = shape.length - own.length;
  return own.reduce((sum, extent, axis) => {
    const position = Math.floor(index / (strides[axis + offset] ?? 1)) % (shape[axis + offset] ?? 1);
    return sum + (extent === 1 ? 0 : position * (ownStrides[axis] ?? 0));
  }, 0);
}

function each<T extends object>(functions: T, make: (op: ElementwiseOperation) => readonly ElementwiseCase[]): { [K in keyof T]: readonly ElementwiseCase[] } {
  return Object.fromEntries(Object.keys(functions).map(op => [op, make(op as ElementwiseOperation)])) as { [K in keyof T]: readonly ElementwiseCase[] };
}
