import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { broadcastShapes, sizeOf } from '../../../src/tensor/shape.ts';
import type { Shape } from '../../../src/tensor/shape.ts';
import type { Tensor } from '../../../src/tensor/tensor.ts';
import { record } from '../../../src/tensor/tensor.ts';
import { elementAt, evaluate, indicesOf } from './evaluate.ts';
import type { Values } from './evaluate.ts';

const shapes = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 4 });

function numbered(shape: Shape, dtype: Values['dtype'] = 'float'): Values {
  return { shape, values: Array.from({ length: sizeOf(shape) }, (_, i) => ((i * 37) % 101) - 50), dtype };
}

/** The backend's values in both precisions against the value at each index, computed directly. */
function check(x: Values, f: (x: Tensor) => Tensor, shape: Shape, at: (indices: readonly number[]) => number): void {
  const expected = indicesOf(shape).map(at);
  for (const precision of ['float32', 'float64'] as const) expect(evaluate(precision, [x], f)).toEqual(expected);
}

describe('reductions over any axes', () => {
  const cases = shapes.chain(shape => fc.record({ shape: fc.constant(shape), axes: fc.subarray(shape.map((_, axis) => axis), { minLength: 1 }) }));
  const members = (x: Values, axes: readonly number[], indices: readonly number[]) => indicesOf(x.shape)
    .filter(all => all.filter((_, axis) => !axes.includes(axis)).every((index, axis) => index === indices[axis]))
    .map(all => elementAt(x, all));
  it('sum and max', () => {
    fc.assert(fc.property(cases, ({ shape, axes }) => {
      const x = numbered(shape);
      const kept = shape.filter((_, axis) => !axes.includes(axis));
      check(x, t => t.sum(axes), kept, indices => members(x, axes, indices).reduce((total, value) => total + value, 0));
      check(x, t => t.max(axes), kept, indices => Math.max(...members(x, axes, indices)));
    }), { numRuns: 60 });
  });
  it('argMax gives the first of the largest', () => {
    fc.assert(fc.property(cases, fc.nat(), ({ shape }, pick) => {
      const axis = pick % shape.length;
      const x = { shape, values: numbered(shape).values, dtype: 'float' as const };
      check(x, t => t.argMax(axis), shape.filter((_, other) => other !== axis), indices => {
        const own = members(x, [axis], indices);
        return own.indexOf(Math.max(...own));
      });
    }), { numRuns: 40 });
    expect(evaluate('float32', [{ shape: [5], values: [1, 3, 2, 3, 0] }], t => t.argMax())).toEqual([1]);
  });
  it('a sum of many small numbers is gathered in float64', () => {
    expect(evaluate('float32', [{ shape: [100_000], values: new Float32Array(100_000).fill(0.1) }], t => t.sum())).toEqual([Math.fround(100_000 * Math.fround(0.1))]);
  });
  it('NaN and infinity survive', () => {
    const x = { shape: [3, 3], values: [1, Number.NaN, 2, 3, 4, 5, Number.NaN, 6, Number.POSITIVE_INFINITY] };
    expect(evaluate('float32', [x], t => t.max(1))).toEqual([Number.NaN, 5, Number.NaN]);
    expect(evaluate('float32', [x], t => t.sum(1))).toEqual([Number.NaN, 12, Number.NaN]);
    expect(evaluate('float32', [x], t => t.argMax(1))).toEqual([1, 2, 0]);
  });
});

describe('rearrangements', () => {
  it('transpose', () => {
    fc.assert(fc.property(shapes.chain(shape => fc.tuple(fc.constant(shape), fc.shuffledSubarray(shape.map((_, axis) => axis), { minLength: shape.length }))), ([shape, permutation]) => {
      const x = numbered(shape);
      check(x, t => t.transpose(permutation), permutation.map(axis => shape[axis] ?? 1), indices => elementAt(x, shape.map((_, axis) => indices[permutation.indexOf(axis)] ?? 0)));
    }), { numRuns: 60 });
  });
  it('broadcastTo', () => {
    fc.assert(fc.property(shapes, fc.array(fc.boolean(), { minLength: 4, maxLength: 4 }), fc.nat(3), (shape, ones, dropped) => {
      const x = numbered(shape.map((extent, axis) => (ones[axis] === true ? 1 : extent)).slice(dropped));
      expect(broadcastShapes(x.shape, shape)).toEqual(shape);
      check(x, t => t.broadcastTo(shape), shape, indices => elementAt(x, indices));
    }), { numRuns: 60 });
  });
  it('slice and pad, which undo each other', () => {
    fc.assert(fc.property(shapes.chain(shape => fc.tuple(...shape.map(() => fc.tuple(fc.nat(3), fc.integer({ min: 1, max: 3 }), fc.nat(3))))), ranges => {
      const [before, size, after] = [0, 1, 2].map(part => ranges.map(range => range[part] ?? 0)) as [number[], number[], number[]];
      const whole = numbered(size.map((extent, axis) => extent + (before[axis] ?? 0) + (after[axis] ?? 0)));
      const part = numbered(size);
      const inner = (indices: readonly number[]) => indices.map((index, axis) => index - (before[axis] ?? 0));
      check(whole, t => t.slice(before, size), size, indices => elementAt(whole, indices.map((index, axis) => index + (before[axis] ?? 0))));
      check(part, t => t.pad(before, after), whole.shape, indices => (inner(indices).every((index, axis) => index >= 0 && index < (size[axis] ?? 0)) ? elementAt(part, inner(indices)) : 0));
      check(part, t => t.pad(before, after).slice(before, size), size, indices => elementAt(part, indices));
    }), { numRuns: 60 });
  });
  it('concat', () => {
    const [a, b] = [numbered([2, 3, 2]), { shape: [2, 1, 2], values: [91, 92, 93, 94] }];
    expect(evaluate('float32', [a, b], (x, y) => x.concat([y, x], 1))).toEqual([
      ...Array.from(a.values).slice(0, 6), 91, 92, ...Array.from(a.values).slice(0, 6), ...Array.from(a.values).slice(6), 93, 94, ...Array.from(a.values).slice(6),
    ]);
    expect(evaluate('float64', [a, b], (x, y) => y.concat([y], 0).concat([x.slice([0, 0, 0], [2, 1, 2]).concat([y], 0)], 2))).toHaveLength(16);
  });
  it('keeps int32 and bool as they are', () => {
    const x = { shape: [2, 2], values: [1, 2, 3, 4], dtype: 'int32' as const };
    expect(evaluate('float32', [x], t => t.T)).toEqual([1, 3, 2, 4]);
    expect(evaluate('float32', [x], t => t.equal(t.T))).toEqual([1, 0, 0, 1]);
  });
});

describe('gather and scatterAdd', () => {
  const table = { shape: [3, 2], values: [10, 11, 20, 21, 30, 31] };
  const indices = { shape: [2, 2], values: [2, 0, 0, 1], dtype: 'int32' as const };
  it('gather takes rows; an index outside gives NaN', () => {
    expect(evaluate('float32', [table, indices], (t, i) => t.gather(i))).toEqual([30, 31, 10, 11, 10, 11, 20, 21]);
    expect(evaluate('float32', [table, { ...indices, values: [3, -1, 0, 0] }], (t, i) => t.gather(i))).toEqual([Number.NaN, Number.NaN, Number.NaN, Number.NaN, 10, 11, 10, 11]);
  });
  it('scatterAdd sums repeated indices', () => {
    const updates = { shape: [2, 2, 2], values: [1, 2, 3, 4, 5, 6, 7, 8] };
    expect(evaluate('float64', [indices, updates], (i, u) => record('scatterAdd', [i, u], { rows: 4 }))).toEqual([8, 10, 7, 8, 1, 2, 0, 0]);
  });
});
