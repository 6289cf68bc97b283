import { join } from 'node:path';
import { arrays, batchNormalization, createRun, dense, loadModel, meanSquaredError, sequential, sgd, ShapeError } from 'chainrule';
import type { Run, RunConfig } from 'chainrule';
import { describe, expect, it } from 'vitest';
import { expectClose } from '../../src/verification/closeTo.ts';
import { tolerances } from '../../src/verification/tolerances.ts';
import { temporaryFolder } from '../data/helpers.ts';
import { withRun } from '../training/problems.ts';

const { folder } = temporaryFolder();

const x = [[1, -2], [3, 0], [8, 5]];
const targets = [[0, 0], [1, 0], [0, 1]];
const config = (options: Parameters<typeof batchNormalization>[0] = {}): RunConfig => ({
  model: batchNormalization(options), loss: meanSquaredError(), optimizer: sgd({ learningRate: 0.1 }), backend: 'typescript:float64',
  data: arrays({ inputs: x, targets }), training: { epochs: 1, batchSize: 3 },
});
const close = (actual: ArrayLike<number> | undefined, expected: readonly number[], label?: string): void => expectClose(actual ?? [], expected, tolerances.float64, label);

async function moving(run: Run) {
  const { 'batchNormalization/movingMean': mean, 'batchNormalization/movingVariance': variance } = await run.getWeights();
  return { mean: Array.from(mean?.values ?? []), variance: Array.from(variance?.values ?? []) };
}

/** The error that `work` rejects with. */
async function refusal(work: () => Promise<unknown>): Promise<ShapeError> {
  const error: unknown = await work().then(() => undefined, (reason: unknown) => reason);
  expect(error).toBeInstanceOf(ShapeError);
  return error as ShapeError;
}

describe('batchNormalization', () => {
  it.each([['biased', 1], ['unbiased', 3 / 2]] as const)('moves its %s averages towards mean and variance of each batch', async (movingVariance, correction) => {
    await withRun(config({ momentum: 0.75, movingVariance }), async run => {
      await run.step({ inputs: x, targets });
      const [mean, variance] = [[4, 1], [26 / 3, 26 / 3]];
      const first = await moving(run);
      close(first.mean, mean.map(value => value / 4));
      close(first.variance, variance.map(value => 0.75 + (value * correction) / 4));
      await run.step({ inputs: x, targets });
      close((await moving(run)).mean, mean.map(value => value * (1 - 0.75 ** 2)));
    });
  });

  it('predicts by the averages, and a sample alone as among others', async () => {
    await withRun(config({ epsilon: 1 }), async run => {
      run.setWeights({ 'batchNormalization/movingMean': [1, 2], 'batchNormalization/movingVariance': [3, 8], 'batchNormalization/gamma': [10, 30], 'batchNormalization/beta': [5, 7] });
      const [all, alone] = [await run.predict(x), await run.predict(x.slice(2))];
      close(all[0]?.values, [5, 7 - 40, 5 + 10, 7 - 20, 5 + 35, 7 + 30]);
      close(alone[0]?.values, [5 + 35, 7 + 30]);
    });
  });

  it('leaves samples of weight 0 out of its statistics', async () => {
    await withRun(config({ momentum: 0.5 }), async run => {
      await withRun(config({ momentum: 0.5 }), async padded => {
        const padding = { inputs: [...x, [70, -90]], targets: [...targets, [3, 3]], weights: [1, 1, 1, 0] };
        const [own, other] = [await run.gradients({ inputs: x, targets }), await padded.gradients(padding, { normalizer: 1 / 3 })];
        close(other.inputs[0]?.values.slice(0, 6), Array.from(own.inputs[0]?.values ?? []), 'dx');
        close(other.inputs[0]?.values.slice(6), [0, 0], 'dx of the padding');
        for (const [path, { values }] of Object.entries(own.parameters)) close(other.parameters[path]?.values, Array.from(values), path);
        await run.step({ inputs: x, targets });
        await padded.step(padding);
        expect(await moving(padded)).toEqual(await moving(run));
      });
    });
  });

  it('keeps to its averages, and leaves them, with moving statistics', async () => {
    await withRun(config({ statistics: 'moving', epsilon: 0 }), async run => {
      run.setWeights({ 'batchNormalization/movingMean': [1, 2], 'batchNormalization/movingVariance': [4, 9] });
      const { outputs: [y] } = await run.gradients({ inputs: x, targets });
      close(y?.values, x.flatMap(([a = 0, b = 0]) => [(a - 1) / 2, (b - 2) / 3]));
      await run.step({ inputs: x, targets });
      expect(await moving(run)).toEqual({ mean: [1, 2], variance: [4, 9] });
    });
  });

  it('takes its momentum from a schedule', async () => {
    await withRun(config({ momentum: { use: 'exponentialDecay', initialValue: 0.5, decaySteps: 1, decayRate: 0.5 } }), async run => {
      await run.step({ inputs: x, targets });
      await run.step({ inputs: x, targets });
      close((await moving(run)).mean, [4, 1].map(value => value * (1 - 0.5 * 0.25)));
    });
  });

  it('refuses to train on one value a feature, before anything is lost', async () => {
    const single = await refusal(() => createRun({ ...config(), training: { epochs: 1, batchSize: 1 } }));
    expect(single.message).toBe([
      'batchNormalization: batch normalisation of a single value for each feature: its variance is 0, whatever the value',
      '  got: a batch of shape [1, 2]',
      '  expected: at least two samples in a batch, the last of an epoch included',
      '  next: take larger batches, or a size that does not leave one sample over; or set statistics: moving, or take layerNormalization',
    ].join('\n'));
    await withRun({ ...config(), training: { epochs: 1, batchSize: 2 } }, async run => {
      const before = await moving(run);
      expect((await refusal(() => run.train())).message).toContain('a batch of shape [1, 2]');
      expect(await moving(run)).toEqual(before);
    });
  });

  it('names the layer in a deeper model', async () => {
    const model = sequential([dense({ units: 2 }), batchNormalization({ name: 'middle' }), dense({ units: 2 })]);
    expect((await refusal(() => createRun({ ...config(), model, training: { epochs: 1, batchSize: 1 } }))).details.where).toBe('middle');
  });

  it('trains on one sample with several values a feature', async () => {
    const images = { inputs: [[[1, 2], [3, 5]]], targets: [[[0, 0], [0, 0]]] };
    await withRun({ ...config({ momentum: 0 }), data: arrays(images), training: { epochs: 1, batchSize: 1 } }, async run => {
      await run.train();
      close((await moving(run)).mean, [2, 3.5]);
    });
  });

  it('refuses an axis that a sample does not have, the batch among them', async () => {
    for (const axis of [2, -2]) expect((await refusal(() => createRun(config({ axis })))).message).toContain('axis');
    await expect(createRun(config({ axis: [1, 0] }))).rejects.toThrow('model.axis[1]: axis 0 is the batch; the axes of a sample count from 1');
  });

  it('says what an epsilon of 0 does where a feature does not vary', async () => {
    const constant = arrays({ inputs: [[1, 2], [1, 3]], targets: [[0, 0], [1, 1]] });
    await withRun({ ...config({ epsilon: 0 }), data: constant, training: { epochs: 1, batchSize: 2 } }, async run => {
      await expect(run.train()).rejects.toThrow(/^batchNormalization: the operation divide gives NaN in step 1\n.*\n {2}next: keep the denominator from 0: give the layer an epsilon above 0/u);
    });
  });

  it('is saved and loaded with its averages', async () => {
    await withRun({ ...config({ momentum: 0.5 }), backend: 'typescript' }, async run => {
      await run.step({ inputs: x, targets });
      const file = join(folder, 'model.safetensors');
      await run.save(file);
      await using loaded = await loadModel(file);
      expect(await moving(loaded)).toEqual(await moving(run));
      expect(await loaded.predict(x)).toEqual(await run.predict(x));
    });
  });
});
