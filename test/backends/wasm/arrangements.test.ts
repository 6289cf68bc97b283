import { describe, expect, it } from 'vitest';
import { evaluate as oracle } from '../typescript/evaluate.ts';
import { expectClose } from '../../../src/verification/closeTo.ts';
import { sizeOf } from '../../../src/tensor/shape.ts';
import type { Shape } from '../../../src/tensor/shape.ts';
import type { Tensor } from '../../../src/tensor/tensor.ts';
import { evaluate } from './run.ts';

const sizes = [1, 2, 3, 4, 5, 7, 8, 9, 15, 17, 33];
/** One rounding to float32 of a sum in float64. */
const onceRounded = { relative: 6.1e-8, absolute: 1e-30 };

function wavy(shape: Shape, phase = 1): { readonly shape: Shape; readonly values: Float32Array } {
  return { shape, values: Float32Array.from({ length: sizeOf(shape) }, (_, i) => 3 * Math.sin(phase + 1.7 * i) + (i % 5) / 7) };
}

describe('reductions', () => {
  const shapes: readonly Shape[] = [...sizes.flatMap(n => [[n, 5], [3, n], [n, n], [2, n, 6]]), [2, 3, 4, 5], [4, 1, 3]];
  it.each(shapes.map(shape => ({ shape })))('of $shape over the first, middle, last and all axes', ({ shape }) => {
    const x = wavy(shape);
    const all = shape.map((_, axis) => axis);
    for (const axes of [[0], all.slice(1, 2), all.slice(-1), all.slice(1), all]) {
      expectClose(evaluate([x], t => t.sum(axes)), oracle('float64', [x], t => t.sum(axes)), onceRounded, `sum over ${axes.join(', ')}`);
      expect(evaluate([x], t => t.max(axes))).toEqual(oracle('float64', [x], t => t.max(axes)));
    }
    expect(evaluate([x], t => t.argMax(-1))).toEqual(oracle('float64', [x], t => t.argMax(-1)));
  });

  it('over the rows of wide matrices, with and without scratch beside the arrays', () => {
    for (const shape of [[9, 17], [16, 32], [17, 64], [40, 35], [2, 25, 19], [3, 8, 20]]) {
      const x = wavy(shape);
      const axis = shape.length - 2;
      for (const scratch of [true, false]) {
        expectClose(evaluate([x], t => t.sum(axis), { scratch }), oracle('float64', [x], t => t.sum(axis)), onceRounded, `sum of ${shape.join(' × ')}`);
        expect(evaluate([x], t => t.max(axis), { scratch, times: 2 })).toEqual(oracle('float64', [x], t => t.max(axis)));
      }
    }
  });

  it('a sum of 10,000 numbers is rounded once', () => {
    const x = wavy([10_000]);
    const many = { shape: [10_000, 3], values: Float32Array.from({ length: 30_000 }, (_, i) => Math.fround(1 + Math.sin(i))) };
    expectClose(evaluate([x], t => t.sum()), oracle('float64', [x], t => t.sum()), onceRounded);
    expectClose(evaluate([many], t => t.sum(0)), oracle('float64', [many], t => t.sum(0)), onceRounded);
  });

  it('NaN and infinity survive wherever they stand', () => {
    for (const place of [0, 1, 3, 4, 6, 8, 9]) {
      const values = wavy([10]).values;
      values[place] = Number.NaN;
      expect(evaluate([{ shape: [10], values }], t => t.max())).toEqual([Number.NaN]);
      expect(evaluate([{ shape: [10], values }], t => t.sum())).toEqual([Number.NaN]);
      expect(evaluate([{ shape: [10], values }], t => t.argMax())).toEqual([place]);
      expect(evaluate([{ shape: [10, 1], values }], t => t.max(0))).toEqual([Number.NaN]);
      values[place] = Number.POSITIVE_INFINITY;
      expect(evaluate([{ shape: [10], values }], t => t.max())).toEqual([Number.POSITIVE_INFINITY]);
    }
    expect(evaluate([{ shape: [2, 3], values: new Float32Array(6).fill(Number.NEGATIVE_INFINITY) }], t => t.max(1))).toEqual([Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY]);
    expect(evaluate([{ shape: [5], values: [1, Number.NaN, 2, Number.NaN, 3] }], t => t.argMax())).toEqual([1]);
    expect(evaluate([{ shape: [5], values: [1, 3, 2, 3, 0] }], t => t.argMax())).toEqual([1]);
  });
});

describe('copies', () => {
  const x = wavy([5, 4, 9]);
  it.each([
    { name: 'broadcastTo', f: (t: Tensor) => t.slice([0, 0, 0], [1, 4, 9]).reshape([4, 1, 9]).broadcastTo([3, 4, 2, 9]) },
    { name: 'slice', f: (t: Tensor) => t.slice([1, 2, 3], [3, 2, 5]) },
    { name: 'slice of whole rows', f: (t: Tensor) => t.slice([2, 0, 0], [2, 4, 9]) },
    { name: 'concat of the first axis', f: (t: Tensor) => t.concat([t.slice([1, 0, 0], [2, 4, 9]), t], 0) },
    { name: 'concat of the last axis', f: (t: Tensor) => t.slice([0, 0, 0], [5, 4, 3]).concat([t, t.slice([0, 0, 2], [5, 4, 4])], 2) },
    { name: 'concat of bools', f: (t: Tensor) => t.constant(0).less(t).concat([t.constant(1).less(t)], 1) },
  ])('$name', ({ f }) => expect(evaluate([x], f)).toEqual(oracle('float32', [x], f)));
  it('of one column has no WebAssembly form', () => {
    expect(() => evaluate([x], t => t.slice([0, 0, 0], [5, 4, 1]))).toThrow('no WebAssembly form');
  });
});

describe('transposes', () => {
  it.each(sizes)('of a matrix with %i rows', rows => {
    for (const columns of sizes) {
      const x = wavy([rows, columns]);
      expect(evaluate([x], t => t.T)).toEqual(oracle('float32', [x], t => t.T));
    }
    const x = { ...wavy([rows, 6]), values: Int32Array.from({ length: rows * 6 }, (_, i) => i), dtype: 'int32' as const };
    expect(evaluate([x], t => t.T)).toEqual(oracle('float32', [x], t => t.T));
  });
});
