import { createRun, dense, findRate, meanSquaredError, sequential, sgd, stream } from 'chainrule';
import type { RunConfig } from 'chainrule';
import { describe, expect, it } from 'vitest';
import type { StreamFunction } from '../../src/data/streamReader.ts';
import { flatWeights } from './problems.ts';

const sample = (index: number) => ({ inputs: [Math.sin(index)], targets: [2 * Math.sin(index) + 1] });

const config = (samples: StreamFunction, batchSize: number): RunConfig => ({
  model: sequential([dense({ units: 1 })]), loss: meanSquaredError(), optimizer: sgd({ learningRate: 0.1 }),
  backend: 'typescript', data: stream({ samples }), training: { steps: 12, batchSize }, seed: 5,
} as RunConfig);

/** Twelve samples; before number 7 the stream waits for a promise, and is aborted once it does. */
function waitingFor(promise: Promise<void>, item = sample): { readonly samples: StreamFunction; readonly signal: AbortSignal } {
  const controller = new AbortController();
  const samples = async function* () {
    for (let index = 0; index < 12; index++) {
      if (index === 7) {
        setTimeout(() => { controller.abort(); }, 10);
        await promise;
      }
      yield item(index);
    }
  };
  return { samples, signal: controller.signal };
}

const never = new Promise<void>(() => undefined);

describe('a stream whose next sample does not come', () => {
  it.each([1, 2, 4])('ends at an abort, with batches of %i', async batchSize => {
    const { samples, signal } = waitingFor(never);
    await using run = await createRun(config(samples, batchSize));
    expect(await run.train({ signal })).toMatchObject({ reason: 'interrupted', epochs: 0, steps: Math.floor(7 / batchSize) });
  });

  it('ends a search for a rate too', async () => {
    const { samples, signal } = waitingFor(never, () => sample(1));
    const { reason, trials } = await findRate(config(samples, 1), { to: 1e-3, signal });
    expect(reason).toBe('interrupted');
    expect(trials).toHaveLength(7);
  });

  it('loses no sample where the next training goes on in it', async () => {
    await using whole = await createRun(config(waitingFor(Promise.resolve()).samples, 2));
    await whole.train({ steps: 6 });
    const gate = controlled();
    const { samples, signal } = waitingFor(gate.promise);
    await using run = await createRun(config(samples, 2));
    await run.train({ signal });
    await run.train({ signal: AbortSignal.timeout(10) });
    gate.open();
    expect(await run.train({ steps: 3 })).toMatchObject({ reason: 'finished', steps: 6 });
    expect(await flatWeights(run)).toEqual(await flatWeights(whole));
  });

  it('begins an epoch anew with batches of another size', async () => {
    const gate = controlled();
    const { samples, signal } = waitingFor(gate.promise);
    await using run = await createRun(config(samples, 2));
    await run.train({ signal });
    gate.open();
    // Samples 6 and 7 were drawn for a batch of two; the last four are left.
    expect(await run.train({ epochs: 1, batchSize: 4 })).toMatchObject({ reason: 'finished', epochs: 1, steps: 3 + 1 });
  });

  it('tells of a failure after the abort when training goes on, and nobody before', async () => {
    const gate = controlled();
    const { samples, signal } = waitingFor(gate.promise);
    await using run = await createRun(config(samples, 1));
    await run.train({ signal });
    gate.fail(new Error('gone'));
    await new Promise(resolve => { setTimeout(resolve, 20); });
    await expect(run.train({ steps: 1 })).rejects.toThrow(/data\.samples, sample 7: the stream throws\n {2}got: gone/u);
  });
});

function controlled(): { readonly promise: Promise<void>; open(): void; fail(error: Error): void } {
  let settle: { readonly open: () => void; readonly fail: (error: Error) => void } | undefined;
  const promise = new Promise<void>((open, fail) => { settle = { open, fail }; });
  return { promise, open: () => settle?.open(), fail: error => settle?.fail(error) };
}
