import { arrays, createRun, dense, meanSquaredError, orthogonalRegularizer, ShapeError, sgd } from 'chainrule';
import { describe, expect, it } from 'vitest';
import { expectClose } from '../../src/verification/closeTo.ts';
import { tolerances } from '../../src/verification/tolerances.ts';

const kernel = [[1, 2, 2], [0, 3, 4]];

async function penaltyOf(values: readonly (readonly number[])[], regularizer: ReturnType<typeof orthogonalRegularizer>) {
  const [rows = 0, columns = 0] = [values.length, values[0]?.length];
  const batch = { inputs: [values.map(() => 1)], targets: [Array.from({ length: columns }, () => 0)], weights: [0] };
  await using run = await createRun({
    model: dense({ units: columns, useBias: false, kernelInitializer: { use: 'givenValues', values }, kernelRegularizer: regularizer }),
    loss: meanSquaredError(), optimizer: sgd({ learningRate: 0.1 }), backend: 'typescript:float64',
    data: arrays({ inputs: batch.inputs, targets: batch.targets }), training: { epochs: 1, batchSize: 1 },
  });
  const { penalty, parameters } = await run.gradients(batch);
  const { 'dense/kernel': gradient } = parameters;
  expect(gradient?.shape).toEqual([rows, columns]);
  return { penalty, gradient: Array.from(gradient?.values ?? []) };
}

describe('orthogonalRegularizer', () => {
  it('is the mean of |cos| between rows, or between columns', async () => {
    const { penalty } = await penaltyOf(kernel, orthogonalRegularizer(0.5));
    expectClose([penalty], [0.5 * (14 / 15)], tolerances.float64);
    const byColumns = await penaltyOf(kernel, orthogonalRegularizer({ factor: 0.5, mode: 'columns' }));
    const cosines = [2 / Math.sqrt(13), 2 / Math.sqrt(20), 16 / Math.sqrt(13 * 20)];
    expectClose([byColumns.penalty], [(0.5 * cosines.reduce((sum, own) => sum + own, 0)) / 3], tolerances.float64);
  });

  it('is 0 for rows at right angles, for a single row, and finite for a row of zeros', async () => {
    for (const values of [[[1, 1], [1, -1]], [[3, 4]], [[0, 0], [1, 2]]]) {
      const { penalty, gradient } = await penaltyOf(values, orthogonalRegularizer(1));
      expect(penalty).toBe(0);
      expect(gradient.map(Math.abs)).toEqual(gradient.map(() => 0));
    }
  });

  it('refuses what is no matrix, with its path', async () => {
    const error: unknown = await createRun({
      model: dense({ units: 2, biasRegularizer: orthogonalRegularizer() }), loss: meanSquaredError(), optimizer: sgd({ learningRate: 0.1 }), backend: 'typescript',
      data: arrays({ inputs: [[1]], targets: [[1, 2]] }), training: { epochs: 1, batchSize: 1 },
    }).then(() => undefined, (reason: unknown) => reason);
    expect(error).toBeInstanceOf(ShapeError);
    expect(String(error)).toContain('dense/bias: the regularizer orthogonal is for matrices\n  got: shape [2]');
  });
});
