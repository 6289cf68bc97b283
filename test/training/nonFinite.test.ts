import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NonFiniteError, arrays, createRun, dense, loadModel, meanSquaredError, sequential, sgd, stream } from 'chainrule';
import type { RunConfig } from 'chainrule';
import { expect, it } from 'vitest';
import { expectClose } from '../../src/verification/closeTo.ts';
import { tolerances } from '../../src/verification/tolerances.ts';
import { expectDataError } from '../data/helpers.ts';
import { flatWeights } from './problems.ts';

const inputs = Array.from({ length: 64 }, (_, index) => [Math.sin(index), Math.cos(3 * index)]);
const config: RunConfig = {
  model: sequential([dense({ units: 4, activation: 'relu' }), dense({ units: 1 })]),
  loss: meanSquaredError(), optimizer: sgd({ learningRate: 1e12 }),
  data: arrays({ inputs, targets: inputs.map(([x]) => [x ?? 0]) }), training: { epochs: 5, batchSize: 4 }, seed: 1,
};

async function failure(work: Promise<unknown>): Promise<NonFiniteError> {
  const error: unknown = await work.then(() => undefined, (thrown: unknown) => thrown);
  if (!(error instanceof NonFiniteError)) throw new Error(`expected a NonFiniteError, got ${String(error)}`);
  return error;
}

it('names the first operation, its layer and the step, and saves the last good weights', async () => {
  const output = await mkdtemp(join(tmpdir(), 'chainrule-'));
  await using run = await createRun({ ...config, output, name: 'burst' });
  const error = await failure(run.train());
  expect(error.problem).toMatch(/^the operation \w+ gives (NaN|-?Infinity) in step \d+$/);
  expect(error.details.where).toMatch(/dense|loss/);
  expect(error.details.next).toContain(join(output, 'burst-1', 'model.safetensors'));
  const summary: unknown = JSON.parse(await readFile(join(output, 'burst-1', 'summary.json'), 'utf8'));
  expect(summary).toMatchObject({ reason: 'not finite' });
  await using kept = await loadModel(join(output, 'burst-1', 'model.safetensors'));
  const weights = await flatWeights(kept);
  expect(weights.every(Number.isFinite)).toBe(true);
  expect(weights).toEqual(await flatWeights(run));
  const steps = Number(/in step (\d+)/.exec(error.problem)?.[1]) - 1;
  await using again = await createRun(config);
  await again.train({ steps, epochs: 1 });
  // The interpreter that found the place rounds elsewhere than the backend.
  expectClose(weights, await flatWeights(again), tolerances.float32);
});

it('is no matter of training where the data hold it: their sample is named before the first step', async () => {
  const targets = inputs.map(() => [0]);
  const spoilt = (row: number, value: number) => inputs.map((own, index) => (index === row ? [1, value] : own));
  const make = (data: RunConfig['data']) => () => createRun({ ...config, data });
  await expectDataError(make(arrays({ inputs: spoilt(9, Number.NaN), targets })), 'data.inputs, sample 9, feature 1: a value is not finite\n  got: NaN in input');
  await expectDataError(make(arrays({ inputs: spoilt(9, 1e39), targets })), 'data.inputs, sample 9, feature 1: a value is too large\n  got: 1e+39', 'at most 3.4e38');
  await expectDataError(make(arrays({ inputs, targets: targets.with(3, [-Infinity]) })), 'data.targets, sample 3: a value is not finite\n  got: -Infinity in target');
  await expectDataError(make(arrays({ inputs, targets, test: { inputs: spoilt(0, Infinity), targets } })), 'data.test.inputs, sample 0, feature 1');
  await expectDataError(make(arrays({ inputs: { values: Uint8Array.of(1, 2, 3, 4), shape: [2], scale: 1e38 }, targets: [[1], [2]] })), 'data.inputs, sample 1, feature 1: a value is too large', '4e+38');
  // The number is the sample's own, though others stand before it in the part that was held out.
  await expectDataError(make(arrays({ inputs: spoilt(62, Number.NaN), targets, validation: { size: 4, rows: 'last' } })), 'data.inputs, sample 62, feature 1');
  await expectDataError(make(arrays({ inputs: spoilt(62, Number.NaN), targets, standardise: true })), 'data.inputs, sample 62, feature 1');
});

it('is no matter of training where a batch or a stream holds it', async () => {
  await using run = await createRun(config);
  await expectDataError(() => run.step({ inputs: [[1, 2], [Number.NaN, 0]], targets: [[0], [1]] }), 'batch.inputs, sample 1, feature 0: a value is not finite');
  await expectDataError(() => run.gradients({ inputs: [[1, 2]], targets: [[Infinity]] }), 'batch.targets, sample 0: a value is not finite');
  await expectDataError(() => run.predict([[1, 2], [0, Number.NaN]]), 'inputs, sample 1, feature 1: a value is not finite');
  const samples = inputs.map((own, index) => ({ inputs: index === 9 ? [Number.NaN, 1] : own, targets: [0] }));
  await using streamed = await createRun({ ...config, optimizer: sgd({ learningRate: 0.01 }), data: stream(() => samples) });
  await expectDataError(() => streamed.train(), 'data.samples, sample 9, feature 0: a value is not finite\n  got: NaN in input', 'the weights from before it are in the run');
  await using same = await createRun({ ...config, optimizer: sgd({ learningRate: 0.01 }), data: stream(() => samples.slice(0, 8)) });
  await same.train({ epochs: 1 });
  expect(await flatWeights(streamed)).toEqual(await flatWeights(same));
});

it('keeps a loop of one\'s own safe too, though the caller reuses its arrays', async () => {
  await using run = await createRun({ ...config, optimizer: sgd({ learningRate: 0.01 }) });
  const values = new Float32Array([1, 2]);
  await run.step({ inputs: { values, shape: [2] }, targets: [[1]] });
  const before = await flatWeights(run);
  values[0] = 1e30;
  const error = await failure(run.step({ inputs: { values, shape: [2] }, targets: [[1]] }));
  expect(error.message).toContain('step 2');
  expect(await flatWeights(run)).toEqual(before);
});
