import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { batchNormalization, defineObserver, dense, loadModel, meanSquaredError, sequential, sgd, ShapeError, stream } from 'chainrule';
import type { Reference, RunConfig } from 'chainrule';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Observer } from '../../src/training/observer.ts';
import { flatWeights, withRun } from './problems.ts';

const samples = (count: number) => Array.from({ length: count }, (_, index) => ({ inputs: [index % 5, 1], targets: [index % 3] }));
const config = (more: Partial<RunConfig> = {}): RunConfig => ({
  model: sequential([batchNormalization(), dense({ units: 1 })]), loss: meanSquaredError(), optimizer: sgd(0.1),
  data: stream(() => samples(8)), backend: 'typescript', training: { epochs: 3, batchSize: 2 }, ...more,
});

function observing(observer: Observer): Reference<'observer'> {
  return defineObserver({ name: 'own', summary: 'of a test', options: () => z.strictObject({}), create: () => observer })();
}

interface Failure {
  readonly error: unknown;
  readonly folder: string;
  readonly summary: unknown;
  readonly weights: number[];
}

/** Trains with an output folder, to an error. */
async function failure(more: Partial<RunConfig>): Promise<Failure> {
  const output = await mkdtemp(join(tmpdir(), 'chainrule-failure-'));
  const folder = join(output, 'run-1');
  return withRun(config({ ...more, output }), async run => {
    const error: unknown = await run.train().then(() => undefined, (thrown: unknown) => thrown);
    await using kept = await loadModel(join(folder, 'model.safetensors'));
    expect(await flatWeights(kept)).toEqual(await flatWeights(run));
    return { error, folder, summary: JSON.parse(await readFile(join(folder, 'summary.json'), 'utf8')) as unknown, weights: await flatWeights(run) };
  });
}

const weightsAfter = (steps: number) => withRun(config(), async run => {
  await run.train({ steps });
  return flatWeights(run);
});

describe('what ends a training too early', () => {
  it('tells where the work is: a batch that a layer cannot take', async () => {
    const { error, folder, summary, weights } = await failure({ data: stream(() => samples(9)) });
    expect(error).toBeInstanceOf(ShapeError);
    expect(String(error)).toContain('batchNormalization: batch normalisation of a single value for each feature');
    expect(String(error)).toContain(`; the weights from before it are in ${folder}/model.safetensors`);
    expect(summary).toMatchObject({ reason: 'failed', steps: 4, error: expect.stringContaining('batchNormalization: batch normalisation of a single value') });
    expect(weights).toEqual(await weightsAfter(4));
  });

  it('keeps its stack as the cause where it is a mistake in code', async () => {
    const own = new TypeError('mine');
    const { error, folder, summary, weights } = await failure({ observers: [observing({ epochEnded: () => { throw own; } })] });
    expect(error).toMatchObject({ message: `mine; the weights from before it are in ${folder}/model.safetensors`, cause: own });
    expect(summary).toMatchObject({ reason: 'failed', epochs: 1, steps: 4, error: 'mine' });
    expect(weights).toEqual(await weightsAfter(4));
  });

  it('is told the observers, and whoever threw no error', async () => {
    const ends: unknown[] = [];
    const observer = observing({ stepped: ({ step }) => { if (step === 3) throw 'no error at all'; }, finished: ({ reason, steps }) => void ends.push({ reason, steps }) });
    await withRun(config({ observers: [observer] }), run => expect(run.train()).rejects.toThrow('no error at all; the weights from before it are in the run'));
    expect(ends).toEqual([{ reason: 'failed', steps: 3 }]);
  });

  it('leaves out the restarts that are to come', async () => {
    const starts: number[] = [];
    const observer = observing({ stepped: () => { throw new Error('mine'); }, restartEnded: ({ restart, reason }) => { if (reason === 'failed') starts.push(restart); } });
    await withRun(config({ observers: [observer], training: { epochs: 1, batchSize: 2, restarts: 3 } }), run => expect(run.train()).rejects.toThrow('mine; the weights'));
    expect(starts).toEqual([1]);
  });
});
