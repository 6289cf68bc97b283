import { mkdtemp, readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigError, NonFiniteError, arrays, createRun, defineObserver, definePlugin, dense, meanSquaredError, sgd } from 'chainrule';
import type { EpochReport, RunConfig, StepReport } from 'chainrule';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { expectClose } from '../../src/verification/closeTo.ts';
import { tolerances } from '../../src/verification/tolerances.ts';
import { classifier, clouds, flatWeights, withRun } from './problems.ts';

/** A plugin whose observer keeps what it is told. */
function listener() {
  const [steps, epochs]: [StepReport[], EpochReport[]] = [[], []];
  const collect = defineObserver({
    name: 'collect', summary: 'keeps reports', options: () => z.strictObject({}),
    create: () => ({ stepped: step => void steps.push(step), epochEnded: epoch => void epochs.push(epoch) }),
  });
  return { steps, epochs, config: { plugins: [definePlugin({ name: 'test', contributes: { observers: [collect] } })], observers: ['collect'] } satisfies Partial<RunConfig> };
}

describe('training in pieces', () => {
  it('goes on in the middle of an epoch, to the same weights as in one piece', async () => {
    const config = classifier(30, { training: { epochs: 2, batchSize: 10 } });
    const whole = await withRun(config, async run => {
      await run.train();
      return flatWeights(run);
    });
    const pieces = await withRun(config, async run => {
      await run.train({ steps: 2 });
      await run.train({ steps: 3 });
      const end = await run.train({ steps: 1 });
      expect(end).toMatchObject({ epochs: 2, steps: 6 });
      return flatWeights(run);
    });
    expect(pieces).toEqual(whole);
  });

  it('finishes a cut epoch, which then counts', async () => {
    const { steps, config } = listener();
    await withRun(classifier(30, config), async run => {
      await run.train({ steps: 1 });
      expect(await run.train({ epochs: 1 })).toMatchObject({ epochs: 1, steps: 3 });
    });
    expect(steps.map(({ epoch, stepInEpoch }) => [epoch, stepInEpoch])).toEqual([[1, 1], [1, 2], [1, 3]]);
  });

  it('refuses two calls at once', async () => {
    await withRun(classifier(30), async run => {
      const first = run.train();
      await expect(run.train()).rejects.toThrow(ConfigError);
      const { inputs, targets } = clouds(10);
      await expect(run.step({ inputs, targets })).rejects.toThrow(/in the middle of training/);
      expect(() => run.setWeights({ 'dense/bias': [0, 0, 0, 0, 0, 0, 0, 0] })).toThrow(/in the middle of training/);
      expect(await first).toMatchObject({ epochs: 3, steps: 9 });
      await run.train({ epochs: 1 });
    });
  });

  it('reports nothing where no step was taken', async () => {
    const { epochs, config } = listener();
    await withRun(classifier(30, config), async run => {
      expect(await run.train({ signal: AbortSignal.abort() })).toMatchObject({ reason: 'interrupted', steps: 0 });
      expect(await run.train({ epochs: 0 })).toMatchObject({ reason: 'finished', steps: 0 });
    });
    expect(epochs).toEqual([]);
  });
});

describe('an interruption', () => {
  it('ends a run that stops early on its validation as cleanly as any', async () => {
    const { inputs, targets } = clouds(2000);
    const config = classifier(2000, {
      data: arrays({ inputs, targets, validation: 100 }), training: { epochs: 1000, batchSize: 2, earlyStopping: { monitor: 'validation.loss', patience: 1000 } },
    });
    await withRun(config, async run => {
      const abort = new AbortController();
      setTimeout(() => abort.abort(), 60);
      expect(await run.train({ signal: abort.signal })).toMatchObject({ reason: 'interrupted' });
    });
  });
});

describe('options of train', () => {
  const wrong: readonly (readonly [Record<string, unknown>, RegExp])[] = [
    [{ batchSize: 2.5 }, /train\.batchSize/], [{ batchSize: -2 }, /train\.batchSize/], [{ epochs: '2' }, /train\.epochs/], [{ epochs: -1 }, /train\.epochs/],
    [{ epoch: 3 }, /unknown option "epoch"[^]*did you mean: epochs\?/], [{ signal: {} }, /AbortSignal/],
    [{ earlyStopping: { monitor: 'training.los' } }, /training\.earlyStopping\.monitor[^]*did you mean: training\.loss\?/],
    [{ earlyStopping: {} }, /hold out samples/], [{ batchSize: 31 }, /larger than the data/],
  ];
  it.each(wrong)('refuses %j, and writes nothing', async (options, message) => {
    const output = join(await mkdtemp(join(tmpdir(), 'chainrule-')), 'runs');
    await withRun(classifier(30, { output }), async run => {
      await expect(run.train(options)).rejects.toThrow(message);
    });
    await expect(readdir(output)).rejects.toThrow(/ENOENT/);
  });
});

describe('figures', () => {
  it('of a loss that is a sum do not depend on the batch size', async () => {
    const config = (batchSize: number): RunConfig => ({
      model: dense({ units: 1, kernelRegularizer: { use: 'l2', lambda: 0.1 } }), loss: meanSquaredError({ reduction: 'sum' }), optimizer: sgd(),
      data: arrays({ inputs: [[1], [2], [3]], targets: [[2], [4], [7]] }), training: { batchSize }, backend: 'typescript:float64',
    });
    const losses = await Promise.all([1, 2, 3].map(size => withRun(config(size), async run => (await run.evaluate('train'))['loss'] ?? 0)));
    const whole = await withRun(config(3), async run => (await run.gradients({ inputs: [[1], [2], [3]], targets: [[2], [4], [7]] })).loss);
    expectClose(losses, [whole, whole, whole], tolerances.float64);
  });

  it('count samples a second by the samples taken', async () => {
    const { steps, config } = listener();
    await withRun(classifier(25, { ...config, training: { epochs: 1, batchSize: 10 } }), run => run.train());
    const seconds = steps.map(({ samplesPerSecond }, index) => (index === 2 ? 25 : 10 * (index + 1)) / samplesPerSecond);
    expect(seconds).toEqual(seconds.toSorted((left, right) => left - right));
  });
});

describe('what is not finite', () => {
  const line = (rate: number): RunConfig => ({
    model: dense({ units: 1 }), loss: meanSquaredError(), optimizer: sgd({ learningRate: rate }),
    data: arrays({ inputs: [[100], [200]], targets: [[1000], [3000]] }), training: { epochs: 1, batchSize: 2 },
  });

  it('is found in the weights, though the last loss was finite', async () => {
    await withRun(line(1e38), async run => {
      const before = await flatWeights(run);
      await expect(run.train()).rejects.toThrow(NonFiniteError);
      expect(await flatWeights(run)).toEqual(before);
    });
  });

  it('is found in the validation data', async () => {
    const inputs = Array.from({ length: 20 }, (_, index) => [index < 16 ? index / 10 : 1e30]);
    const config: RunConfig = {
      model: dense({ units: 1 }), loss: meanSquaredError(), optimizer: sgd(),
      data: arrays({ inputs, targets: inputs.map(() => [1]), validation: { size: 4, rows: 'last' } }), training: { epochs: 2, batchSize: 4 },
    };
    await using run = await createRun(config);
    await expect(run.train()).rejects.toThrow(/validation: the validation loss is (NaN|Infinity) after epoch 1/);
  });

  it('is blamed on the step that had it, though the caller reuses its weights', async () => {
    await withRun(line(1e-6), async run => {
      const weights = new Float32Array([1, 1]);
      await run.step({ inputs: [[1], [2]], targets: [[1], [2]], weights });
      weights.fill(3e38);
      await expect(run.step({ inputs: [[1e30], [2]], targets: [[1], [2]] })).rejects.toThrow(/step 2/);
    });
  });
});
