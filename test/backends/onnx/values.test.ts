import { beforeAll, describe, expect, it } from 'vitest';
import type { Backend } from '../../../src/backends/backend.ts';
import { typescriptBackend } from '../../../src/backends/typescript/typescriptBackend.ts';
import { logSoftmax, softmax } from '../../../src/tensor/functions.ts';
import { record } from '../../../src/tensor/tensor.ts';
import type { Tensor } from '../../../src/tensor/tensor.ts';
import { expectClose } from '../../../src/verification/closeTo.ts';
import { tolerances } from '../../../src/verification/tolerances.ts';
import { backendOn, devices } from './devices.ts';
import { evaluate, fed } from './evaluate.ts';
import type { Fed } from './evaluate.ts';

const { NaN: nan, POSITIVE_INFINITY: infinity } = Number;
const oracle = typescriptBackend({ precision: 'float64' });

for (const { device, title, missing } of devices) {
  describe.skipIf(missing)(`values on ${title}`, () => {
    let backend: Backend;
    beforeAll(async () => { backend = await backendOn(device); });

    /** Compares with the float64 oracle, NaN and infinities included. */
    async function agrees(feeds: readonly Fed[], build: (...inputs: Tensor[]) => Readonly<Record<string, Tensor>>, tolerance: { relative: number; absolute: number } = tolerances.float32) {
      const [actual, expected] = [await evaluate(backend, feeds, build), await evaluate(oracle, feeds, build)];
      for (const [name, values] of Object.entries(expected)) expectClose(actual[name] ?? [], values, tolerance, name);
      return actual;
    }

    it('log(1 + x), eˣ − 1 and softplus keep their digits where x is small, and their limits', async () => {
      const small = [1e-8, -1e-7, 3e-6, -4e-4, 0.01, -0.3, 0.49, 0.51, -0.7, 5, 1e6];
      const own = { relative: 2e-6, absolute: 0 };
      await agrees([fed(small)], x => ({ log1p: x.log1p(), expm1: x.minimum(80).expm1() }), own);
      await agrees([fed([-30, -10, -1, 0, 1, 10, 100])], x => ({ softplus: x.softplus() }), own);
      await agrees([fed([infinity, -1, 0, nan])], x => ({ log1p: x.log1p() }));
      await agrees([fed([infinity, -infinity, 0, 80, nan])], x => ({ expm1: x.expm1(), softplus: x.softplus() }));
    });

    it('a NaN reaches the largest of its row and of its window, and those alone', async () => {
      const { max } = await agrees([fed([1, nan, 3, 4, 5, 6, 7, 8, -infinity, -infinity, -infinity, -infinity], [3, 4])], x => ({ max: x.max(1), all: x.max() }));
      expect(max).toEqual([nan, 8, -infinity]);
      const attributes = { window: [2, 2], strides: [2, 1], padding: [[1, 0], [0, 1]] } as const;
      await agrees([fed(Array.from({ length: 30 }, (_, i) => (i === 11 ? nan : (i * 7) % 11)), [1, 5, 3, 2])], x => ({ max: record('maxPool', [x], attributes), mean: record('averagePool', [x], attributes) }));
    });

    it('the fused forms of softmax, log softmax and [x > 0] are those of their parts', async () => {
      const x = fed([1, 2, 3, -4, nan, 0, 100, 100, -100, -infinity, 0, 1], [4, 3]);
      await agrees([x], z => ({ softmax: softmax(z), logSoftmax: logSoftmax(z) }));
      await agrees([fed([-2, -0, 0, 1e-30, 3, infinity, -infinity])], z => ({ positive: z.greater(0).cast('float') }));
    });

    it('what only looks like softmax is not taken for it', async () => {
      const [x, y] = [fed([1, 2, 3, 4, 5, 6], [2, 3]), fed([0.5, 3, 1, 0, 2, 2], [2, 3])];
      const normalised = (z: Tensor, shift: Tensor, axis: number) => { const powers = z.sub(shift).exp(); return powers.div(powers.sum(axis, true)); };
      await agrees([x, y], (a, b) => ({
        first: normalised(a, a.max(0, true), 0), otherMax: normalised(a, b.max(1, true), 1), otherAxis: normalised(a, a.max(1, true), 0),
        otherSum: a.sub(a.max(1, true)).exp().div(b.sub(b.max(1, true)).exp().sum(1, true)),
        otherLog: a.sub(a.max(1, true)).sub(b.sub(b.max(1, true)).exp().sum(1, true).log()),
        notZero: a.greater(1).cast('float'), swapped: a.less(0).cast('float'), whole: a.cast('int32').greater(0).cast('float'),
      }));
    });

    it('rows outside a table are NaN, updates outside are left out, and no update is lost', async () => {
      const table = fed([1, 2, 3, 4, 5, 6], [3, 2]);
      await agrees([table, fed([2, -1, 3, 0], [2, 2], 'int32')], (t, i) => ({ rows: t.gather(i) }));
      await agrees([fed([2, -1, 3, 0], [4], 'int32'), fed([1, 2, 3, 4, 5, 6, 7, 8], [4, 2])], (i, u) => ({ sums: record('scatterAdd', [i, u], { rows: 3 }) }));
      const many = 20_000;
      const { sums } = await evaluate(backend, [fed(Array.from({ length: many }, (_, i) => i % 4), [many], 'int32'), fed(Array.from({ length: 3 * many }, () => 1), [many, 3])], (i, u) => ({
        sums: record('scatterAdd', [i, u], { rows: 5 }),
      }));
      expect(sums).toEqual([...Array.from({ length: 12 }, () => many / 4), 0, 0, 0]);
    });

    it('int32 and bool', async () => {
      const [a, b] = [fed([7, -7, 2 ** 30, 5], [4], 'int32'), fed([2, 2, 3, -3], [4], 'int32')];
      await agrees([a, b], (x, y) => ({ divide: x.div(y), power: y.pow(2), sum: x.sum(), max: x.max(), sign: x.sign(), less: x.less(y), equal: x.equal(y) }), { relative: 0, absolute: 0 });
      await agrees([fed([1, 0, 1, 0], [4], 'bool'), fed([1, 1, 0, 0], [4], 'bool')], (x, y) => ({
        select: record('select', [x, y, x.logicalNot()], {}), less: x.less(y), equal: x.equal(y), rows: record('concat', [x, y], { axis: 0 }), padded: x.pad([1], [2]),
      }), { relative: 0, absolute: 0 });
    });
  });
}
