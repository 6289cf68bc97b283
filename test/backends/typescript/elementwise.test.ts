import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DType, Precision } from '../../../src/tensor/dtype.ts';
import { binaryFunctions, comparisonFunctions, selectFunction, unaryFunctions } from '../../../src/tensor/elementwise.ts';
import { broadcastShapes, sizeOf } from '../../../src/tensor/shape.ts';
import type { Shape } from '../../../src/tensor/shape.ts';
import { record } from '../../../src/tensor/tensor.ts';
import { elementAt, evaluate, indicesOf, rounded } from './evaluate.ts';
import type { Values } from './evaluate.ts';

const precisions: readonly Precision[] = ['float32', 'float64'];
const special = [0, -0, 1, -1, 0.5, -2.5, 7, 300, -300, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];

/** Shapes that broadcast to one shape: axes dropped in front, extents replaced by 1. */
const broadcastable = (count: number): fc.Arbitrary<readonly Shape[]> => fc.array(fc.integer({ min: 1, max: 4 }), { maxLength: 4 }).chain(shape => fc.tuple(
  ...Array.from({ length: count }, () => fc.tuple(fc.nat(shape.length), fc.array(fc.boolean(), { minLength: shape.length, maxLength: shape.length }))
    .map(([dropped, ones]) => shape.map((extent, axis) => (ones[axis] === true ? 1 : extent)).slice(dropped))),
));

const operands = (count: number, precision: Precision): fc.Arbitrary<readonly Values[]> => broadcastable(count).chain(shapes => fc.tuple(
  ...shapes.map(shape => fc.array(fc.oneof(fc.double({ min: -5, max: 5, noNaN: true }), fc.constantFrom(...special)), { minLength: sizeOf(shape), maxLength: sizeOf(shape) })
    .map(values => ({ shape, values: values.map(value => rounded(value, precision)) }))),
));

function direct(inputs: readonly Values[], f: (...values: number[]) => number): number[] {
  const shape = inputs.reduce<Shape>((reached, { shape: own }) => broadcastShapes(reached, own) ?? [], []);
  return indicesOf(shape).map(indices => f(...inputs.map(input => elementAt(input, indices))));
}

function check(name: string, inputs: readonly Values[], precision: Precision, f: (...values: number[]) => number): void {
  const actual = evaluate(precision, inputs, (...tensors) => record(name as 'add', tensors, {}));
  expect(actual).toEqual(direct(inputs, f).map(value => rounded(value, precision)));
}

describe.each(precisions)('element-wise operations in %s', precision => {
  it.each(Object.entries(unaryFunctions))('%s', (name, f) => {
    fc.assert(fc.property(operands(1, precision), inputs => check(name, inputs, precision, f)), { numRuns: 15 });
  });
  it.each(Object.entries({ ...binaryFunctions, ...comparisonFunctions }))('%s broadcasts', (name, f) => {
    fc.assert(fc.property(operands(2, precision), inputs => check(name, inputs, precision, f)), { numRuns: 60 });
  });
  it('select broadcasts', () => {
    fc.assert(fc.property(operands(3, precision), ([condition, ...rest]) => {
      const flags = { shape: condition?.shape ?? [], values: Array.from(condition?.values ?? [], value => (value > 0 ? 1 : 0)), dtype: 'bool' as DType };
      check('select', [flags, ...rest], precision, selectFunction);
    }), { numRuns: 60 });
  });
  it('keeps a NaN of either operand', () => {
    for (const name of ['add', 'subtract', 'multiply', 'divide', 'maximum', 'minimum'] as const) {
      for (const [a, b] of [[Number.NaN, 1], [1, Number.NaN]] as const) {
        expect(evaluate(precision, [{ shape: [1], values: [a] }, { shape: [1], values: [b] }], (x, y) => record(name, [x ?? never(), y ?? never()], {}))).toEqual([Number.NaN]);
      }
    }
    for (const name of Object.keys(unaryFunctions)) {
      expect(evaluate(precision, [{ shape: [2], values: [Number.NaN, 1] }], x => record(name as 'exp', [x], {}))[0]).toBeNaN();
    }
  });
});

describe('a sum over what a chain computes', () => {
  it('is that of the values rounded to the precision, NaN where one is, and 0 over nothing', () => {
    const x = { shape: [2, 3], values: [1, 2, 3, 4, 5, 6] };
    expect(evaluate('float32', [x, { shape: [3], values: [0.1, 0.1, 0.1] }], (a, b) => a.mul(b).sum())).toEqual([Math.fround(x.values.reduce((sum, value) => sum + Math.fround(value * Math.fround(0.1)), 0))]);
    expect(evaluate('float64', [x, { shape: [2, 1], values: [1, Number.NaN] }], (a, b) => a.mul(b).sum())).toEqual([Number.NaN]);
    for (const shape of [[0, 3], [3, 0], [0]]) expect(evaluate('float32', [{ shape, values: [] }], a => a.mul(2).add(1).sum())).toEqual([0]);
  });
});

describe('bools and casts', () => {
  const bools = (values: readonly number[]): Values => ({ shape: [values.length], values, dtype: 'bool' });
  it('logical operations', () => {
    const [a, b] = [bools([0, 0, 1, 1]), bools([0, 1, 0, 1])];
    expect(evaluate('float32', [a, b], (x, y) => x.logicalAnd(y))).toEqual([0, 0, 0, 1]);
    expect(evaluate('float32', [a, b], (x, y) => x.logicalOr(y))).toEqual([0, 1, 1, 1]);
    expect(evaluate('float32', [a], x => x.logicalNot())).toEqual([1, 1, 0, 0]);
  });
  it('a float becomes an int32 without its fraction, and a bool that says whether it is not 0', () => {
    const x = { shape: [5], values: [-1.9, -0.4, 0, 0.9, 3.5] };
    expect(evaluate('float32', [x], t => t.cast('int32'))).toEqual([-1, 0, 0, 0, 3]);
    expect(evaluate('float32', [x], t => t.cast('bool'))).toEqual([1, 1, 0, 1, 1]);
    expect(evaluate('float64', [bools([0, 1])], t => t.cast('float'))).toEqual([0, 1]);
    expect(evaluate('float32', [bools([0, 1])], t => t.cast('int32'))).toEqual([0, 1]);
  });
});

function never(): never {
  throw new Error('an operand is missing');
}
