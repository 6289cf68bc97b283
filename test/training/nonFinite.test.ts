import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NonFiniteError, arrays, createRun, dense, loadModel, meanSquaredError, sequential, sgd } from 'chainrule';
import type { RunConfig } from 'chainrule';
import { expect, it } from 'vitest';
import { expectClose } from '../../src/testing/closeTo.ts';
import { tolerances } from '../../src/testing/tolerances.ts';
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

it('says so where the batch itself holds the NaN', async () => {
  const spoilt = inputs.map(row => [...row]);
  spoilt[9] = [1, Number.NaN];
  await using run = await createRun({ ...config, optimizer: sgd({ learningRate: 0.01 }), data: { ...arrays({ inputs: spoilt, targets: inputs.map(() => [0]) }), shuffle: false } });
  const error = await failure(run.train());
  expect(error.message).toContain('the batch gives NaN in step 3');
  expect(error.details.where).toBe('inputs/0');
});

it('keeps a loop of one\'s own safe too, though the caller reuses its arrays', async () => {
  await using run = await createRun({ ...config, optimizer: sgd({ learningRate: 0.01 }) });
  const values = new Float32Array([1, 2]);
  await run.step({ inputs: { values, shape: [2] }, targets: [[1]] });
  const before = await flatWeights(run);
  values[0] = Number.POSITIVE_INFINITY;
  const error = await failure(run.step({ inputs: { values, shape: [2] }, targets: [[1]] }));
  expect(error.message).toContain('step 2');
  expect(await flatWeights(run)).toEqual(before);
});
