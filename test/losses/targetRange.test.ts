import { arrays, binaryCrossEntropy, binaryFocalCrossEntropy, categoricalCrossEntropy, createRun, DataError, dense, hinge, klDivergence, perceptron, poisson, ShapeError, sgd } from 'chainrule';
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

describe('class indices under a loss that wants one target a unit', () => {
  it.each([binaryCrossEntropy(), binaryFocalCrossEntropy(), hinge(), perceptron(), klDivergence(), poisson()])('are told as a wrong shape, with the losses that take them: $use', async loss => {
    const started = createRun({ model: dense({ units: 3 }), loss, optimizer: sgd(), data: 'iris' });
    await expect(started).rejects.toThrow(ShapeError);
    await expect(started).rejects.toThrow(/^loss: the target does not have the shape of the prediction\n {2}got: prediction \[32, 3\], target \[32\]\n.*\n {2}next: .*categoricalCrossEntropy or accuracy, or give one-hot targets$/u);
  });
});
