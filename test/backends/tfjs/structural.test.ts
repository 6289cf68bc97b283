import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DType } from '../../../src/tensor/dtype.ts';
import { sizeOf, stridesOf } from '../../../src/tensor/shape.ts';
import type { Shape } from '../../../src/tensor/shape.ts';
import { record } from '../../../src/tensor/tensor.ts';
import { expectClose } from '../../../src/verification/closeTo.ts';
import { tolerances } from '../../../src/verification/tolerances.ts';
import { devices } from './devices.ts';
import { evaluate, fed } from './evaluate.ts';

const counted = (shape: Shape, dtype: DType) => fed(Array.from({ length: sizeOf(shape) }, (_, i) => (dtype === 'bool' ? (i * 7) % 3 & 1 : i + 1)), shape, dtype);
const shapes = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 4 });
const coordinates = (index: number, shape: Shape) => stridesOf(shape).map((stride, axis) => Math.floor(index / stride) % (shape[axis] ?? 1));
const offset = (at: readonly number[], shape: Shape) => stridesOf(shape).reduce((sum, stride, axis) => sum + stride * (at[axis] ?? 0), 0);

/** Element by element: the value of `shape` at coordinates that `source` gives, or 0 where it gives undefined. */
function arranged(values: ArrayLike<number>, from: Shape, to: Shape, source: (at: readonly number[]) => readonly number[] | undefined): number[] {
  return Array.from({ length: sizeOf(to) }, (_, index) => {
    const at = source(coordinates(index, to));
    return at === undefined ? 0 : values[offset(at, from)] ?? 0;
  });
}

for (const { title, missing, backend } of devices) {
  describe.skipIf(missing)(`structural operations and reductions on ${title}`, () => {
    const dtypes = ['float', 'int32', 'bool'] as const;

    it.each(dtypes)('reshape, transpose, slice, pad, concat, broadcast of %s', dtype => {
      fc.assert(fc.property(shapes, fc.nat(), fc.array(fc.nat(2), { minLength: 8, maxLength: 8 }), (shape, seed, extra) => {
        const x = counted(shape, dtype);
        const permutation = shape.map((_, axis) => (axis + seed) % shape.length);
        const begin = shape.map((extent, axis) => (extra[axis] ?? 0) % extent);
        const size = shape.map((extent, axis) => extent - (begin[axis] ?? 0));
        const before = shape.map((_, axis) => extra[axis] ?? 0);
        const after = shape.map((_, axis) => extra[axis + 4] ?? 0);
        const axis = seed % shape.length;
        const wide = [2, ...shape];
        const y = evaluate(backend(), [x], t => ({
          reshaped: t.reshape([sizeOf(shape), 1]), transposed: t.transpose(permutation), sliced: t.slice(begin, size), padded: t.pad(before, after),
          joined: t.concat([t, t], axis), repeated: t.broadcastTo(wide), itself: t.detach(), same: t.concat([], axis),
        }));
        const padded = shape.map((extent, at) => extent + (before[at] ?? 0) + (after[at] ?? 0));
        const inside = (at: readonly number[]) => at.every((value, i) => value >= 0 && value < (shape[i] ?? 0));
        const moved = (at: readonly number[]) => at.map((value, i) => value - (before[i] ?? 0));
        expect(y).toEqual({
          reshaped: x.values, itself: x.values, same: x.values,
          transposed: arranged(x.values, shape, permutation.map(from => shape[from] ?? 0), at => shape.map((_, from) => at[permutation.indexOf(from)] ?? 0)),
          sliced: arranged(x.values, shape, size, at => at.map((value, i) => value + (begin[i] ?? 0))),
          padded: arranged(x.values, shape, padded, at => (inside(moved(at)) ? moved(at) : undefined)),
          joined: arranged(x.values, shape, shape.map((extent, i) => (i === axis ? extent * 3 : extent)), at => at.map((value, i) => (i === axis ? value % (shape[i] ?? 1) : value))),
          repeated: [...Array.from(x.values), ...Array.from(x.values)],
        });
      }), { numRuns: 15 });
    });

    it('gather and scatterAdd, indices of any rank, repeated ones summed', () => {
      fc.assert(fc.property(fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 1, maxLength: 6 }), fc.constantFrom([], [3], [2, 2]), (indices, inner) => {
        const table = counted([5, ...inner], 'float');
        const width = sizeOf(inner);
        const at = fed(indices, [indices.length, 1], 'int32');
        const updates = counted([indices.length, 1, ...inner], 'float');
        const y = evaluate(backend(), [table, at, updates], (t, i, u) => ({ rows: t.gather(i), sums: record('scatterAdd', [i, u], { rows: 5 }) }));
        const sums = Array.from({ length: 5 * width }, (_, index) => indices.reduce(
          (sum, row, position) => sum + (row === Math.floor(index / width) ? updates.values[position * width + (index % width)] ?? 0 : 0), 0));
        expect(y).toEqual({ rows: indices.flatMap(row => Array.from({ length: width }, (_, i) => table.values[row * width + i] ?? 0)), sums });
      }), { numRuns: 15 });
    });

    it('sum, max and argMax over any axes', () => {
      fc.assert(fc.property(shapes, fc.nat(15), (shape, mask) => {
        const x = fed(Array.from({ length: sizeOf(shape) }, (_, i) => ((i * 37) % 11) - 5), shape);
        const axes = shape.map((_, axis) => axis).filter(axis => (mask >> axis) & 1);
        const axis = mask % shape.length;
        const y = evaluate(backend(), [x, { ...x, dtype: 'int32' }], (t, whole) => ({
          sum: t.sum(axes), max: t.max(axes), argMax: t.argMax(axis), total: t.sum(), wholeSum: whole.sum(axes), wholeMax: whole.max(axes),
        }));
        const groups = groupsOf(x.values, shape, axes);
        const sums = groups.map(group => group.reduce((a, b) => a + b, 0));
        const largest = groups.map(group => Math.max(...group));
        const first = groupsOf(x.values, shape, [axis]).map(group => group.indexOf(Math.max(...group)));
        expect(y).toEqual({ sum: sums, wholeSum: sums, max: largest, wholeMax: largest, argMax: first, total: [sums.reduce((a, b) => a + b, 0)] });
      }), { numRuns: 20 });
    });

    it('NaN passes through reductions and products', () => {
      const y = evaluate(backend(), [fed([1, Number.NaN, 3, 4], [2, 2])], x => ({ sum: x.sum(1), max: x.max(1), product: x.matMul(x) }));
      expect(y).toEqual({ sum: [Number.NaN, 7], max: [Number.NaN, 4], product: [Number.NaN, Number.NaN, 15, Number.NaN] });
    });

    it('matrix products, with batches and transposes', () => {
      const dimension = fc.integer({ min: 1, max: 5 });
      fc.assert(fc.property(fc.oneof(fc.tuple(dimension, dimension, dimension), fc.constant([21, 20, 19] as const)), fc.constantFrom([], [3], [2, 2]), fc.boolean(), fc.boolean(), ([n, k, m], batch, left, right) => {
        const a = counted([...batch, ...(left ? [k, n] : [n, k])], 'float');
        const b = counted([...batch, ...(right ? [m, k] : [k, m])], 'float');
        const { y = [] } = evaluate(backend(), [a, b], (x, z) => ({ y: (left ? x.T : x).matMul(right ? z.T : z) }));
        const expected = Array.from({ length: sizeOf(batch) * n * m }, (_, index) => {
          const [group, i, j] = [Math.floor(index / (n * m)), Math.floor(index / m) % n, index % m];
          let sum = 0;
          for (let p = 0; p < k; p++) sum += (a.values[group * n * k + (left ? p * n + i : i * k + p)] ?? 0) * (b.values[group * k * m + (right ? j * k + p : p * m + j)] ?? 0);
          return sum;
        });
        expectClose(y, expected, tolerances.float32, 'product');
      }), { numRuns: 20 });
    });
  });
}

/** The elements that a reduction over `axes` brings together, for each element of its result. */
function groupsOf(values: ArrayLike<number>, shape: Shape, axes: readonly number[]): number[][] {
  const kept = shape.map((_, axis) => axis).filter(axis => !axes.includes(axis));
  const result = kept.map(axis => shape[axis] ?? 1);
  const groups: number[][] = Array.from({ length: sizeOf(result) }, () => []);
  for (let index = 0; index < sizeOf(shape); index++) {
    const at = coordinates(index, shape);
    groups[offset(kept.map(axis => at[axis] ?? 0), result)]?.push(values[index] ?? 0);
  }
  return groups;
}
