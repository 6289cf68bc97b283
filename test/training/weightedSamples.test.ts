import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { arrays, createRun, csv, DataError, defineObserver, definePlugin, dense, l2, meanSquaredError, sgd } from 'chainrule';
import type { EpochReport, RunConfig } from 'chainrule';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { expectClose } from '../../src/verification/closeTo.ts';
import { tolerances } from '../../src/verification/tolerances.ts';
import { flatWeights, withRun } from './problems.ts';

const x = [1, 2, -1, 0.5, 3];
const t = [2, 1, 0, -1, 4];
const weights = [0.5, 0, 3, 1, 2];
const rate = 0.1;
const rows = (values: readonly number[]) => values.map(value => [value]);
const data = { inputs: rows(x), targets: rows(t), weights };
/** y = w·x. */
const line: RunConfig = {
  model: dense({ units: 1, useBias: false, kernelInitializer: 'zeros' }), loss: meanSquaredError(), optimizer: sgd({ learningRate: rate }), metrics: ['meanSquaredError'],
  data: { ...arrays(data), shuffle: false }, training: { epochs: 1, batchSize: 2 }, backend: 'typescript:float64',
};

type Denominator = 'samples' | 'weights' | 'nonzeroWeights';
const divisors: Readonly<Record<Denominator, (weights: readonly number[]) => number>> = {
  samples: own => own.length,
  weights: own => own.reduce((sum, weight) => sum + weight, 0),
  nonzeroWeights: own => own.filter(weight => weight !== 0).length,
};

/** An epoch of the line by hand, from w = 0 in batches of 2: w at the end, the epoch's loss without penalties, and the sum of λ·w² over samples or weights. */
function byHand(denominator: Denominator, lambda = 0) {
  let [w, sum, total, penalty] = [0, 0, 0, 0];
  for (const batch of [[0, 1], [2, 3], [4]]) {
    const counted = divisors[denominator](batch.map(sample => weights[sample] ?? 0));
    const errors = batch.map(sample => ({ weight: weights[sample] ?? 0, x: x[sample] ?? 0, error: w * (x[sample] ?? 0) - (t[sample] ?? 0) }));
    sum += errors.reduce((all, { weight, error }) => all + weight * error ** 2, 0);
    [total, penalty] = [total + counted, penalty + counted * lambda * w ** 2];
    w -= rate * (errors.reduce((all, { weight, x, error }) => all + weight * 2 * error * x, 0) / counted + 2 * lambda * w);
  }
  return { w, loss: (sum + penalty) / total };
}

/** Trains, and gives the weights and the reports of the epochs. */
async function trained(config: RunConfig) {
  const epochs: EpochReport[] = [];
  const collect = defineObserver({ name: 'collect', summary: 'keeps reports', options: () => z.strictObject({}), create: () => ({ epochEnded: epoch => void epochs.push(epoch) }) });
  return withRun({ ...config, plugins: [definePlugin({ name: 'test', contributes: { observers: [collect] } })], observers: ['collect'] }, async run => {
    await run.train();
    return { weights: await flatWeights(run), epochs };
  });
}

function training(denominator: Denominator): RunConfig['training'] {
  return { epochs: 1, batchSize: 2, denominator };
}

describe('weights of samples', () => {
  it.each<Denominator>(['samples', 'weights', 'nonzeroWeights'])('train as computed by hand, the sum divided by %s', async denominator => {
    const { weights: [w], epochs: [report] } = await trained({ ...line, training: training(denominator) });
    const expected = byHand(denominator);
    expectClose([w ?? 0, report?.training['loss'] ?? 0], [expected.w, expected.loss], tolerances.float64);
  });

  it.each<Denominator>(['samples', 'weights', 'nonzeroWeights'])('leave a penalty its meaning, the sum divided by %s', async denominator => {
    const { weights: [w], epochs: [report] } = await trained({ ...line, model: dense({ units: 1, useBias: false, kernelInitializer: 'zeros', kernelRegularizer: l2(0.3) }), training: training(denominator) });
    const expected = byHand(denominator, 0.3);
    expectClose([w ?? 0, report?.training['loss'] ?? 0], [expected.w, expected.loss], tolerances.float64);
  });

  it.each(['typescript', 'wasm', 'tfjs:cpu'])('train alike on %s, with a ragged last batch and another order in each epoch', async backend => {
    const config: RunConfig = { ...line, data: arrays(data), training: { epochs: 5, batchSize: 2, denominator: 'weights' } };
    const [own, oracle] = [await trained({ ...config, backend }), await trained(config)];
    expectClose(own.weights, oracle.weights, tolerances.float32);
  });

  it('count a sample of weight 2 as two of weight 1', async () => {
    const one = await trained({ ...line, data: { ...arrays({ inputs: [[1], [3]], targets: [[2], [4]], weights: [2, 1] }), shuffle: false }, training: training('weights') });
    const two = await trained({ ...line, data: { ...arrays({ inputs: [[1], [1], [3]], targets: [[2], [2], [4]] }), shuffle: false }, training: { epochs: 1, batchSize: 3 } });
    expectClose(one.weights, two.weights, tolerances.float64);
    expectClose(Object.values(one.epochs[0]?.training ?? {}).map(Number), Object.values(two.epochs[0]?.training ?? {}).map(Number), tolerances.float64);
  });

  it('leave out a sample of weight 0, in training, evaluation and metrics', async () => {
    const masked = arrays({ inputs: [[1], [9], [3]], targets: [[2], [-7], [4]], weights: [1, 0, 1] });
    const without = arrays({ inputs: [[1], [3]], targets: [[2], [4]] });
    const [own, expected] = await Promise.all([masked, without].map(source => withRun({ ...line, data: source, training: { epochs: 3, batchSize: source === masked ? 3 : 2, denominator: 'weights' } }, async run => {
      await run.train();
      return [...await flatWeights(run), ...Object.values(await run.evaluate('train')).map(Number)];
    })));
    expectClose(own ?? [], expected ?? [0], tolerances.float64);
  });

  it('are 1 again for a batch that gives none, after one that does', async () => {
    await withRun({ ...line, data: arrays({ inputs: rows(x), targets: rows(t) }) }, async run => {
      const batch = { inputs: [[1], [3]], targets: [[2], [4]] };
      const plain = (await run.gradients(batch)).loss;
      expect((await run.gradients({ ...batch, weights: [3, 0] })).loss).not.toBe(plain);
      expect((await run.gradients(batch)).loss).toBe(plain);
    });
  });

  it('make the normaliser of a batch in code, unless one is given', async () => {
    await withRun({ ...line, training: training('weights') }, async run => {
      const batch = { inputs: [[1], [3]], targets: [[2], [4]], weights: [3, 1] };
      const { loss, penalty } = await run.gradients(batch);
      expectClose([loss, penalty], [(3 * 4 + 16) / 4, 0], tolerances.float64);
      expectClose([(await run.gradients(batch, { normalizer: 1 })).loss], [28], tolerances.float64);
      expectClose([(await run.step(batch)).loss], [7], tolerances.float64);
    });
  });

  it('give the weighted mean in an evaluation, and stay with their samples when a part is held out', async () => {
    await withRun({ ...line, data: { ...arrays(data), validation: { size: 2, rows: 'last' } } }, async run => {
      const { loss, meanSquaredError: metric } = await run.evaluate('validation');
      expectClose([Number(loss), Number(metric)], [(1 * 1 + 2 * 16) / 3, (1 * 1 + 2 * 16) / 3], tolerances.float64);
    });
  });

  it('come from a column of a CSV file, which is no input', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'weights-'));
    const write = (file: string, lines: readonly string[]) => writeFile(join(folder, file), lines.join('\n'));
    await write('data.csv', ['x,t,w', ...x.map((value, row) => `${value},${t[row]},${weights[row]}`)]);
    await write('negative.csv', ['x,t,w', '1,2,1', '2,1,-3']);
    await write('none.csv', ['x,t,w', '1,2,0', '2,1,0']);
    const source = (file: string, column = 'w') => ({ ...csv({ file, target: 't', weights: column }), shuffle: false });
    const { weights: [w] } = await trained({ ...line, folder, data: source('data.csv') });
    expectClose([w ?? 0], [byHand('samples').w], tolerances.float64);
    await expect(createRun({ ...line, folder, data: source('negative.csv') })).rejects.toThrow(/negative\.csv:3, column w: a sample has a weight that cannot be used\n.*-3/);
    await expect(createRun({ ...line, folder, data: source('data.csv', 'wt') })).rejects.toThrow(/there is no column wt/);
    await expect(createRun({ ...line, folder, data: source('data.csv', 't') })).rejects.toThrow(/data\.weights: the column of weights is a target too\n {2}got: t/);
    await expect(createRun({ ...line, folder, data: { ...source('data.csv'), test: 'none.csv' } })).rejects.toThrow(/none\.csv, column w: all weights of the test part are 0/);
  });

  it.each([
    [[1, 2], /weights: inputs and weights differ in their number of samples\n.*2 samples/],
    [[1, 1, -1, 1, 1], /weights, sample 2: a sample has a weight that cannot be used/],
    [[1, 1, 1, 1, Number.NaN], /weights, sample 4: .*\n.*NaN/],
    [[[1, 2], [1, 2], [1, 2], [1, 2], [1, 2]], /there is not one weight a sample/],
    [[0, 0, 0, 0, 0], /data\.weights: all weights of the train part are 0/],
    [[1, 1, 1, 1, 1e39], /data\.weights, sample 4: a sample has a weight that cannot be used/],
  ])('are refused where they are %j', async (wrong, message) => {
    const made = createRun({ ...line, data: arrays({ ...data, weights: wrong }) });
    await expect(made).rejects.toThrow(DataError);
    await expect(made).rejects.toThrow(message);
  });
});
