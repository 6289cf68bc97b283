import { arrays, categoricalCrossEntropy, createRun, DataError, dense, sgd } from 'chainrule';
import { describe, expect, it } from 'vitest';

describe('categoricalCrossEntropy', () => {
  const start = (targets: readonly number[] | readonly (readonly number[])[]) => createRun({
    model: dense({ units: 3 }), loss: categoricalCrossEntropy(), optimizer: sgd(), data: arrays({ inputs: [[1], [2]], targets }), training: { batchSize: 2 },
  });

  it('refuses class indices with a fraction before training', async () => {
    await expect(start([0.5, 1.7])).rejects.toThrow(DataError);
    await expect(start([0, 1.7])).rejects.toThrow(/^data\.targets, sample 1: a label is not a whole number\n.*1\.7/);
    await expect(start([[2], [0.5]])).rejects.toThrow(/sample 1/);
  });

  it('takes whole numbers, and rows with fractions', async () => {
    for (const targets of [[0, 2], [[1, 0, 0], [0.5, 0.25, 0.25]]]) await (await start(targets))[Symbol.asyncDispose]();
  });
});
