import { expect, it } from 'vitest';
import { lecture } from '../../examples/lectures/mini-batch-backpropagation/lecture.ts';
import { byRecords, inMatrices, train } from '../../examples/lectures/mini-batch-backpropagation/pseudocode.ts';

it('has the weights of the pseudo-code and of the matrix form after all epochs, for batches of any size', async () => {
  const { findings } = await lecture.run('typescript');
  expect(findings.filter(({ holds }) => !holds)).toEqual([]);
  expect(findings).toHaveLength(10);
});

it('divides by the records of a batch: a weight w of one sigmoid, by hand', () => {
  const weights = [{ kernel: [[0]], bias: [0] }];
  const records = { inputs: [[1], [2]], targets: [[0], [1]] };
  for (const summing of [byRecords, inMatrices]) {
    const [layer] = train(weights, records, { epochs: 1, batchSize: 2, rate: 8 }, summing);
    // δ = (½ − t)·¼: ⅛ and −⅛; ΔW = 1·⅛ − 2·⅛ = −⅛, its mean −1/16, times −8.
    expect(layer).toEqual({ kernel: [[0.5]], bias: [0] });
  }
});
