import { arrays, createRun, dense, fork, loadModel, meanSquaredError, sequential, sgd } from 'chainrule';
import type { RunConfig } from 'chainrule';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const config: Omit<RunConfig, 'loss'> = {
  model: sequential([dense({ units: 2 }), fork([dense({ units: 1 }), dense({ units: 3 }), 'linear'])]),
  optimizer: sgd(0.1), data: arrays({ inputs: [[1], [2]], targets: [[1], [3]] }), backend: 'typescript', training: { epochs: 2, batchSize: 2 },
};

describe('the losses of a model with several outputs', () => {
  it('are one an output: a branch that nothing trains is named', async () => {
    await expect(createRun({ ...config, loss: meanSquaredError() })).rejects.toThrow([
      'loss: an output without a loss, which would not be trained',
      '  got: 1 for 3 outputs: none for output 2 [3], output 3 [2]',
      '  expected: an entry for each output of the model',
      '  next: write a list with a loss for each output; null at its end stands for an output that is to have none: [meanSquaredError, null]',
    ].join('\n'));
    await expect(createRun({ ...config, loss: [meanSquaredError(), null] })).rejects.toThrow('got: 2 for 3 outputs: none for output 3 [2]');
    await expect(createRun({ ...config, loss: [meanSquaredError(), null, null, null] })).rejects.toThrow('loss: null stands for an output that the model does not have\n  got: 1 loss and 3 nulls for 3 outputs\n  expected: an entry for each output of the model\n  next: leave out all but 2 nulls');
    const single = { ...config, model: dense({ units: 1 }) };
    await expect(createRun({ ...single, loss: [meanSquaredError(), null] })).rejects.toThrow('got: 1 loss and 1 null for 1 output\n  expected: an entry for each output of the model\n  next: leave out null');
    await expect(createRun({ ...single, loss: [meanSquaredError(), meanSquaredError()] })).rejects.toThrow('loss: there are more losses than outputs with targets\n  got: 2 losses, 1 output, 1 target');
  });

  it('need targets, which the data are to give', async () => {
    await expect(createRun({ ...config, loss: [meanSquaredError(), null, null], data: arrays({ inputs: [[1], [2]] }) })).rejects.toThrow('data: the data have no targets\n  got: inputs alone\n  expected: a target for each loss\n  next: give them: arrays({ inputs, targets })');
    const { data: _, ...shaped } = { ...config, loss: [meanSquaredError(), null, null], shapes: { inputs: [[1]], targets: [] } };
    await expect(createRun(shaped)).rejects.toThrow('shapes.targets: no shape of a target is given');
  });

  it('may be null for the last: it is predicted, and saved', async () => {
    await using run = await createRun({ ...config, loss: [meanSquaredError(), null, null] });
    const [before, after] = [await run.getWeights(), await run.train().then(() => run.getWeights())];
    expect(after['fork/dense_2/kernel']).toEqual(before['fork/dense_2/kernel']);
    expect(after['fork/dense/kernel']).not.toEqual(before['fork/dense/kernel']);
    const file = join(await mkdtemp(join(tmpdir(), 'chainrule-')), 'model.safetensors');
    await run.save(file);
    await using loaded = await loadModel(file);
    expect(await loaded.predict([[3]])).toEqual(await run.predict([[3]]));
    expect((await run.predict([[3]])).map(({ shape }) => shape)).toEqual([[1, 1], [1, 3], [1, 2]]);
  });
});
