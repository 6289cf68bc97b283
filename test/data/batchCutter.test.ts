import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BatchCutter, requireBatchSize } from '../../src/data/batchCutter.ts';
import { naturalOrder, shuffledOrder } from '../../src/data/order.ts';
import { numbered } from './datasets.ts';
import { expectDataError } from './helpers.ts';

describe('BatchCutter', () => {
  it('writes every sample once an epoch, inputs beside their targets', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 45 }), fc.nat(), (count, batchSize, seed) => {
      const cutter = new BatchCutter(numbered(count), shuffledOrder(count, seed, 0), batchSize);
      const arrays = { input: new Float32Array(2 * batchSize), target: new Int32Array(batchSize) };
      const samples = new Int32Array(batchSize);
      const seen: number[] = [];
      for (let batch = 0; batch * batchSize < count; batch++) {
        const rows = cutter.write(batch, arrays, samples);
        expect(rows).toBe(cutter.rows(batch));
        const own = [...samples.subarray(0, rows)];
        expect([...arrays.target.subarray(0, rows)]).toEqual(own);
        expect([...arrays.input.subarray(0, 2 * rows)]).toEqual(own.flatMap(i => [i, i + 0.5]));
        seen.push(...own);
      }
      expect(seen).toEqual([...shuffledOrder(count, seed, 0)]);
    }));
  });

  it('reports the ragged last batch and leaves the rows after it as they were', () => {
    const cutter = new BatchCutter(numbered(5), naturalOrder(5), 3);
    expect([cutter.rows(0), cutter.rows(1)]).toEqual([3, 2]);
    const input = new Float64Array(6).fill(-1);
    expect(cutter.write(1, { input }, new Int32Array(3))).toBe(2);
    expect(input).toEqual(Float64Array.of(3, 3.5, 4, 4.5, -1, -1));
  });

  it('scales bytes and reads the order as it is at the time', () => {
    const values = Uint8Array.of(0, 51, 102, 255);
    const dataset = { count: 4, inputs: [{ name: 'input', shape: [], dtype: 'float' as const, values, scale: 1 / 255 }], targets: [] };
    const order = naturalOrder(4);
    const cutter = new BatchCutter(dataset, order, 4);
    const input = new Float32Array(4);
    order.reverse();
    cutter.write(0, { input }, new Int32Array(4));
    expect(input).toEqual(Float32Array.of(1, 0.4, 0.2, 0));
  });

  it.each([1, 0.5])('copies wide samples as it copies narrow ones, at scale %d', scale => {
    const [size, count] = [70, 9];
    const values = Uint8Array.from({ length: size * count }, (_, i) => i * 31);
    const wide = { count, inputs: [{ name: 'input', shape: [7, 10], dtype: 'float' as const, values, scale }], targets: [] };
    const cutter = new BatchCutter(wide, shuffledOrder(count, 3, 0), 4);
    const [input, samples] = [new Float32Array(4 * size).fill(-1), new Int32Array(4)];
    for (let batch = 0; batch * 4 < count; batch++) {
      input.fill(-1);
      const rows = cutter.write(batch, { input }, samples);
      const expected = [...samples.subarray(0, rows)].flatMap(sample => [...values.subarray(sample * size, (sample + 1) * size)].map(value => value * scale));
      expect([...input]).toEqual([...expected, ...Array.from({ length: (4 - rows) * size }, () => -1)]);
    }
  });

  it.each([2, 100])('constructs no typed array and next to no objects while cutting samples of %i values', size => {
    const wide = { name: 'input', shape: [size], dtype: 'float' as const, values: new Uint8Array(64 * size) };
    const cutter = new BatchCutter({ ...numbered(64), inputs: [wide] }, naturalOrder(64), 16);
    const arrays = { input: new Float32Array(16 * size), target: new Int32Array(16) };
    const samples = new Int32Array(16);
    const cut = (times: number) => { for (let i = 0; i < times; i++) cutter.write(i % 4, arrays, samples); };
    const bytesPerCut = () => {
      const before = process.memoryUsage().heapUsed;
      cut(50);
      return (process.memoryUsage().heapUsed - before) / 50;
    };
    cut(20_000);
    // The median: a garbage collection or a compilation may fall into a measurement.
    expect(Array.from({ length: 21 }, bytesPerCut).sort((a, b) => a - b)[10]).toBeLessThan(100);
  });

  it('refuses a batch larger than the data', async () => {
    expect(() => { requireBatchSize(numbered(5), 5); }).not.toThrow();
    await expectDataError(() => { requireBatchSize(numbered(5), 6); }, 'batch is larger than the data', 'batch size of 6', 'at most 5', 'smaller batches');
  });
});
