import type { DType } from '../../tensor/dtype.ts';
import type { GraphNode } from '../../tensor/graph.ts';
import type { Operation } from '../../tensor/operations.ts';
import { binaryLanes, unaryLanes } from './floatFunctions.ts';
import { wholePowers } from './functions/power.ts';
import type { Lanes } from './lanes.ts';
import { numberOf } from './scalarOf.ts';

/** One node's computation over lanes; bools are masks. */
export type Pointwise = <V>(lanes: Lanes<V>, operands: readonly V[]) => V;

type PointwiseTable = Readonly<Partial<Record<Operation, Pointwise>>>;

/** Operations whose operands have one dtype; what is missing for int32 has no form here. */
const byOperand: Readonly<Record<DType, PointwiseTable>> = {
  float: {
    ...mapped(unaryLanes, f => (lanes, [x]) => f(lanes, given(x))),
    ...mapped(binaryLanes, f => (lanes, [a, b]) => f(lanes, given(a), given(b))),
    less: (lanes, [a, b]) => lanes.less(given(a), given(b)),
    lessEqual: (lanes, [a, b]) => lanes.lessEqual(given(a), given(b)),
    equal: (lanes, [a, b]) => lanes.equal(given(a), given(b)),
  },
  int32: {
    add: (lanes, [a, b]) => lanes.addIntegers(given(a), given(b)),
    subtract: (lanes, [a, b]) => lanes.subtractIntegers(given(a), given(b)),
    multiply: (lanes, [a, b]) => lanes.multiplyIntegers(given(a), given(b)),
    negate: (lanes, [x]) => lanes.subtractIntegers(lanes.integer(0), given(x)),
    abs: (lanes, [x]) => lanes.largerInteger(given(x), lanes.subtractIntegers(lanes.integer(0), given(x))),
    maximum: (lanes, [a, b]) => lanes.largerInteger(given(a), given(b)),
    minimum: (lanes, [a, b]) => lanes.smallerInteger(given(a), given(b)),
    less: (lanes, [a, b]) => lanes.lessIntegers(given(a), given(b)),
    lessEqual: (lanes, [a, b]) => lanes.lessEqualIntegers(given(a), given(b)),
    equal: (lanes, [a, b]) => lanes.equalIntegers(given(a), given(b)),
  },
  bool: {
    logicalAnd: (lanes, [a, b]) => lanes.and(given(a), given(b)),
    logicalOr: (lanes, [a, b]) => lanes.or(given(a), given(b)),
    logicalNot: (lanes, [a]) => lanes.not(given(a)),
    less: (lanes, [a, b]) => lanes.without(given(b), given(a)),
    lessEqual: (lanes, [a, b]) => lanes.not(lanes.without(given(a), given(b))),
    equal: (lanes, [a, b]) => lanes.equalIntegers(given(a), given(b)),
  },
};

/** Conversions, from and to. A float outside int32 becomes the nearest int32. */
const casts: Readonly<Record<DType, Readonly<Record<DType, Pointwise>>>> = {
  float: {
    float: (_, [x]) => given(x),
    int32: (lanes, [x]) => lanes.toInteger(given(x)),
    bool: (lanes, [x]) => lanes.not(lanes.equal(given(x), lanes.float(0))),
  },
  int32: {
    float: (lanes, [x]) => lanes.toFloat(given(x)),
    int32: (_, [x]) => given(x),
    bool: (lanes, [x]) => lanes.not(lanes.equalIntegers(given(x), lanes.integer(0))),
  },
  bool: {
    float: (lanes, [x]) => lanes.and(given(x), lanes.float(1)),
    int32: (lanes, [x]) => lanes.and(given(x), lanes.integer(1)),
    bool: (_, [x]) => given(x),
  },
};

/** The computation of an element-wise node, or undefined where it has no form in lanes for its operands. */
export function pointwiseOf({ op, dtype }: GraphNode, operands: readonly GraphNode[]): Pointwise | undefined {
  if (op === 'select') return (lanes, [mask, a, b]) => lanes.select(given(mask), given(a), given(b));
  const operand = operands[0]?.dtype ?? dtype;
  const power = op === 'power' && operands[1] !== undefined ? wholePowers.get(numberOf(operands[1]) ?? Number.NaN) : undefined;
  if (power !== undefined) return (lanes, [x]) => power(lanes, given(x));
  if (op === 'cast') return casts[operand][dtype];
  return byOperand[operand][op];
}

function mapped<F>(functions: Readonly<Record<string, F>>, form: (f: F) => Pointwise): PointwiseTable {
  return Object.fromEntries(Object.entries(functions).map(([name, f]) => [name, form(f)]));
}

function given<V>(operand: V | undefined): V {
  if (operand === undefined) throw new Error('an operand is missing');
  return operand;
}
