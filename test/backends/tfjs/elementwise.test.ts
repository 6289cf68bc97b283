import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { binaryFunctions, comparisonFunctions, logicalFunctions, unaryFunctions } from '../../../src/tensor/elementwise.ts';
import type { BinaryOperation, ComparisonOperation, UnaryOperation } from '../../../src/tensor/elementwise.ts';
import { broadcastShapes, sizeOf } from '../../../src/tensor/shape.ts';
import type { Shape } from '../../../src/tensor/shape.ts';
import { record } from '../../../src/tensor/tensor.ts';
import { expectClose } from '../../../src/verification/closeTo.ts';
import { tolerances } from '../../../src/verification/tolerances.ts';
import { devices } from './devices.ts';
import { evaluate, fed } from './evaluate.ts';

const unaries = Object.keys(unaryFunctions) as UnaryOperation[];
const binaries = Object.keys(binaryFunctions) as BinaryOperation[];
const comparisons = Object.keys(comparisonFunctions) as ComparisonOperation[];
/** Exact in float32, and no subnormal numbers: libtensorflow takes them for 0. */
const float = fc.integer({ min: -512, max: 512 }).map(numerator => numerator / 64);
const special = [Number.NaN, 0, -0, 1, -1, 0.5, -0.5, 1e-20, -1e-10, 1e-4, 20, -20, 88, -88, 1e30, -1e30, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];

/** A shape, and a second one that broadcasts with it: axes set to 1 or left out at the front. */
const shapes = fc.tuple(
  fc.array(fc.integer({ min: 1, max: 4 }), { maxLength: 4 }), fc.array(fc.boolean(), { minLength: 4, maxLength: 4 }), fc.nat(4),
).map(([shape, ones, dropped]): [Shape, Shape] => [shape, shape.map((extent, axis) => (ones[axis] ? 1 : extent)).slice(dropped)]);

/** Element `index` of a broadcast operand. */
function broadcastIndex(index: number, shape: Shape, own: Shape): number {
  let [rest, position, stride] = [index, 0, 1];
  for (let axis = shape.length - 1, at = own.length - 1; axis >= 0; axis--, at--) {
    const coordinate = rest % (shape[axis] ?? 1);
    rest = Math.floor(rest / (shape[axis] ?? 1));
    if (at < 0) continue;
    if (own[at] !== 1) position += coordinate * stride;
    stride *= own[at] ?? 1;
  }
  return position;
}

const numbers = (shape: Shape, source: fc.Arbitrary<number>) => fc.array(source, { minLength: sizeOf(shape), maxLength: sizeOf(shape) });

for (const { title, missing, backend } of devices) {
  describe.skipIf(missing)(`element-wise operations on ${title}`, () => {
    it.each(unaries)('%s agrees with its definition, NaN and infinities included', operation => {
      // libm of wasm reduces arguments of sin and cos beyond 10^6 in float32.
      const periodic = operation === 'sin' || operation === 'cos';
      const values = special.filter(x => !periodic || !(Math.abs(x) > 1e6));
      const { y = [] } = evaluate(backend(), [fed(values)], x => ({ y: record(operation, [x], {}) }));
      expectClose(y, values.map(x => Math.fround(unaryFunctions[operation](Math.fround(x)))), tolerances.float32, operation);
    });

    it.each(unaries)('%s of random shapes', operation => {
      fc.assert(fc.property(shapes.chain(([shape]) => numbers(shape, float).map(values => ({ shape, values }))), ({ shape, values }) => {
        const { y = [] } = evaluate(backend(), [fed(values, shape)], x => ({ y: record(operation, [x], {}) }));
        expectClose(y, values.map(x => unaryFunctions[operation](x)), tolerances.float32, operation);
      }), { numRuns: 10 });
    });

    it.each(binaries)('%s broadcasts either way', operation => {
      const cases = shapes.chain(([a, b]) => fc.tuple(fc.constant([a, b] as const), numbers(a, float), numbers(b, float), fc.boolean()));
      fc.assert(fc.property(cases, ([[long, short], x, y, swapped]) => {
        const [left, right] = swapped ? [fed(y, short), fed(x, long)] : [fed(x, long), fed(y, short)];
        const { z = [] } = evaluate(backend(), [left, right], (a, b) => ({ z: record(operation, [a, b], {}) }));
        const shape = broadcastShapes(left.shape, right.shape) ?? [];
        const expected = z.map((_, index) => binaryFunctions[operation](
          Math.fround(left.values[broadcastIndex(index, shape, left.shape)] ?? 0), Math.fround(right.values[broadcastIndex(index, shape, right.shape)] ?? 0)));
        expectClose(z, expected.map(Math.fround), tolerances.float32, operation);
      }), { numRuns: 15 });
    });

    it.each(binaries)('%s keeps NaN', operation => {
      const [a, b] = [[Number.NaN, 2, Number.NaN], [2, Number.NaN, Number.NaN]];
      const { z = [] } = evaluate(backend(), [fed(a), fed(b)], (x, y) => ({ z: record(operation, [x, y], {}) }));
      expect(z).toEqual([Number.NaN, Number.NaN, Number.NaN]);
    });

    it.each(binaries.filter(operation => operation !== 'power'))('%s of int32 is int32', operation => {
      const [a, b] = [[7, -7, 3, 0, 100], [2, 2, 4, -5, 7]];
      const { z = [] } = evaluate(backend(), [fed(a, [5], 'int32'), fed(b, [5], 'int32')], (x, y) => ({ z: record(operation, [x, y], {}) }));
      expect(z.map(value => value + 0)).toEqual(a.map((x, index) => Math.trunc(binaryFunctions[operation](x, b[index] ?? 0)) + 0));
    });

    it.each(comparisons)('%s of float, int32 and bool', operation => {
      const [a, b] = [[0, 1, 1, 0, 1], [0, 1, 0, 1, 1]];
      for (const dtype of ['float', 'int32', 'bool'] as const) {
        const { z = [] } = evaluate(backend(), [fed(a, [5], dtype), fed(b, [5], dtype)], (x, y) => ({ z: record(operation, [x, y], {}) }));
        expect(z).toEqual(a.map((x, index) => comparisonFunctions[operation](x, b[index] ?? 0)));
      }
      const { z = [] } = evaluate(backend(), [fed([Number.NaN, 1]), fed([Number.NaN, Number.NaN])], (x, y) => ({ z: record(operation, [x, y], {}) }));
      expect(z).toEqual([0, 0]);
    });

    it('logic, and select with every operand broadcast', () => {
      const [a, b] = [[0, 0, 1, 1], [0, 1, 0, 1]];
      const logic = evaluate(backend(), [fed(a, [4], 'bool'), fed(b, [4], 'bool')], (x, y) => ({ and: x.logicalAnd(y), or: x.logicalOr(y), not: x.logicalNot() }));
      expect(logic).toEqual({
        and: a.map((x, i) => logicalFunctions.logicalAnd(x, b[i] ?? 0)), or: a.map((x, i) => logicalFunctions.logicalOr(x, b[i] ?? 0)), not: a.map(x => 1 - x),
      });
      const { z } = evaluate(backend(), [fed([1, 0], [2, 1], 'bool'), fed([Number.NaN, 2, 3]), fed([9], [])], (c, x, y) => ({ z: c.select(x, y) }));
      expect(z).toEqual([Number.NaN, 2, 3, 9, 9, 9]);
      for (const dtype of ['int32', 'bool'] as const) {
        const { chosen } = evaluate(backend(), [fed([1, 0], [2], 'bool'), fed([0, 1], [2], dtype), fed([1], [1], dtype)], (c, x, y) => ({ chosen: c.select(x, y) }));
        expect(chosen).toEqual([0, 1]);
      }
    });

    it('casts between every pair of dtypes', () => {
      const { toInt, toBool, back } = evaluate(backend(), [fed([-1.5, 2.7, 0, 0.5, 256])], x => ({
        toInt: x.cast('int32'), toBool: x.cast('bool'), back: x.cast('bool').cast('float'),
      }));
      expect({ toInt, toBool, back }).toEqual({ toInt: [-1, 2, 0, 0, 256], toBool: [1, 1, 0, 1, 1], back: [1, 1, 0, 1, 1] });
      const ints = evaluate(backend(), [fed([0, 3, -1, 256], [4], 'int32')], x => ({ float: x.cast('float'), bool: x.cast('bool'), int: x.cast('bool').cast('int32') }));
      expect(ints).toEqual({ float: [0, 3, -1, 256], bool: [0, 1, 1, 1], int: [0, 1, 1, 1] });
    });
  });
}
