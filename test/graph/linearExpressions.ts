import fc from 'fast-check';
import type { GraphRecorder } from '../../src/graph/graphRecorder.ts';
import { sizeOf } from '../../src/tensor/shape.ts';
import type { Tensor } from '../../src/tensor/tensor.ts';

/** A linear expression of matrices [2, 3]: `t0`, `t1`, `t2`, and products `p0`, `p1` of factors of their own; with scalar factors `s0`, `s1`, `s2`, or numbers. */
export type Expression =
  | { readonly op: 'tensor' | 'product'; readonly index: number }
  | { readonly op: 'negate'; readonly of: Expression }
  | { readonly op: 'add' | 'subtract'; readonly of: readonly [Expression, Expression] }
  | { readonly op: 'multiply' | 'divide' | 'multiplied'; readonly of: Expression; readonly by: Scalar };

type Scalar = number | 's0' | 's1' | 's2' | 's0 + s1';

const scalars = fc.constantFrom<Scalar[]>(2, -1, 0, 's0', 's1', 's2', 's0 + s1');

export const expressions: fc.Arbitrary<Expression> = fc.letrec<{ expression: Expression }>(tie => ({
  expression: fc.oneof(
    { maxDepth: 5, depthIdentifier: 'expression' },
    fc.record({ op: fc.constantFrom('tensor' as const, 'product' as const), index: fc.nat({ max: 1 }) }),
    fc.record({ op: fc.constant('negate' as const), of: tie('expression') }),
    fc.record({ op: fc.constantFrom('add' as const, 'subtract' as const), of: fc.tuple(tie('expression'), tie('expression')) }),
    fc.record({ op: fc.constantFrom('add' as const, 'subtract' as const), of: fc.tuple(tie('expression'), tie('expression')) }),
    fc.record({ op: fc.constantFrom('multiply' as const, 'multiplied' as const), of: tie('expression'), by: scalars }),
    fc.record({ op: fc.constant('divide' as const), of: tie('expression'), by: fc.constantFrom<Scalar[]>(2, 's0', 's2') }),
  ),
})).expression;

const shapes = { t0: [2, 3], t1: [2, 3], l0: [2, 4], m0: [4, 3], l1: [4, 2], m1: [3, 4], s0: [], s1: [], s2: [1] } as const;
type Name = keyof typeof shapes;

/** Values of every feed, none of them 0. */
export function feedsOf(seed: number): Readonly<Record<string, Float64Array>> {
  return Object.fromEntries(Object.entries(shapes).map(([name, shape], at) => {
    const size = sizeOf(shape);
    return [name, Float64Array.from({ length: size }, (_, i) => 1.5 + Math.sin(seed + at * 7.3 + i * 1.1))];
  }));
}

/** Records an expression of one recording's feeds; what is recorded twice is one node after `simplify`. */
export function recordExpression(recorder: GraphRecorder): (expression: Expression) => Tensor {
  const inputs = new Map(Object.entries(shapes).map(([name, shape]) => [name, recorder.input({ from: 'feed', name }, { shape, dtype: 'float' })]));
  const named = (name: Name): Tensor => {
    const tensor = inputs.get(name);
    if (tensor === undefined) throw new Error(`no feed ${name}`);
    return tensor;
  };
  const scalar = (by: Scalar) => (by === 's0 + s1' ? named('s0').add(named('s1')) : typeof by === 'number' ? by : named(by));
  const record = (expression: Expression): Tensor => {
    switch (expression.op) {
      case 'tensor': return named(expression.index === 0 ? 't0' : 't1');
      case 'product': return expression.index === 0 ? named('l0').matMul(named('m0')) : named('l1').T.matMul(named('m1').T);
      case 'negate': return record(expression.of).negate();
      case 'add': return record(expression.of[0]).add(record(expression.of[1]));
      case 'subtract': return record(expression.of[0]).sub(record(expression.of[1]));
      case 'multiply': return record(expression.of).mul(scalar(expression.by));
      case 'divide': return record(expression.of).div(scalar(expression.by));
      case 'multiplied': {
        const by = scalar(expression.by);
        return (typeof by === 'number' ? named('s0').constant(by) : by).mul(record(expression.of));
      }
    }
  };
  return record;
}

/** The six numbers of an expression. */
export function valueOf(expression: Expression, feeds: Readonly<Record<string, Float64Array>>): readonly number[] {
  const feed = (name: Name) => feeds[name] ?? new Float64Array(0);
  const number = (by: Scalar): number => (by === 's0 + s1' ? number('s0') + number('s1') : typeof by === 'number' ? by : feed(by)[0] ?? Number.NaN);
  const value = (own: Expression, at: number): number => {
    switch (own.op) {
      case 'tensor': return feed(own.index === 0 ? 't0' : 't1')[at] ?? Number.NaN;
      case 'product': return own.index === 0 ? productAt(feed('l0'), feed('m0'), at) : productAt(transposed(feed('l1')), transposed(feed('m1')), at);
      case 'negate': return -value(own.of, at);
      case 'add': return value(own.of[0], at) + value(own.of[1], at);
      case 'subtract': return value(own.of[0], at) - value(own.of[1], at);
      case 'divide': return value(own.of, at) / number(own.by);
      case 'multiply': case 'multiplied': return value(own.of, at) * number(own.by);
    }
  };
  return Array.from({ length: 6 }, (_, at) => value(expression, at));
}

/** Element `at` of [2, 4] · [4, 3]. */
function productAt(left: Float64Array, right: Float64Array, at: number): number {
  const [row, column] = [Math.floor(at / 3), at % 3];
  return [0, 1, 2, 3].reduce((sum, k) => sum + (left[row * 4 + k] ?? Number.NaN) * (right[k * 3 + column] ?? Number.NaN), 0);
}

/** [4, 2] → [2, 4], or [3, 4] → [4, 3]. */
function transposed(values: Float64Array): Float64Array {
  const rows = values.length === 8 ? 4 : 3;
  const columns = values.length / rows;
  return Float64Array.from(values, (_, at) => values[(at % rows) * columns + Math.floor(at / rows)] ?? Number.NaN);
}
