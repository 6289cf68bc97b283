import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { arrays, categoricalCrossEntropy, createRun, DataError, dense, dropout, loadModel, meanSquaredError, sequential, sgd, stream } from 'chainrule';
import type { Run, RunConfig } from 'chainrule';
import { describe, expect, it } from 'vitest';
import type { StreamItem } from '../../src/data/streamItem.ts';
import { expectDataError } from '../data/helpers.ts';
import { flatWeights, withRun } from './problems.ts';

/** Samples of t = 2x + 1, by a fixed rule. */
const sample = (index: number) => ({ inputs: [Math.sin(index)], targets: [2 * Math.sin(index) + 1] });
const samples = (count: number) => Array.from({ length: count }, (_, index) => sample(index));

function* endless(): Generator<StreamItem> {
  for (let index = 0; ; index++) yield sample(index);
}

const config = (data: RunConfig['data'], more: Partial<RunConfig> = {}): RunConfig => ({
  model: sequential([dense({ units: 1 })]), loss: meanSquaredError(), optimizer: sgd({ learningRate: 0.1 }),
  backend: 'typescript', data, training: { epochs: 2, batchSize: 4 }, seed: 5, ...more,
} as RunConfig);

const weightsAfter = (data: RunConfig['data'], more: Partial<RunConfig> = {}) => withRun(config(data, more), async run => {
  await run.train();
  return flatWeights(run);
});

describe('training on a stream', () => {
  it('takes the steps that the same samples in memory take, a ragged last batch too', async () => {
    const whole = arrays({ inputs: samples(10).map(({ inputs }) => inputs), targets: samples(10).map(({ targets }) => targets), shuffle: false });
    const inMemory = await weightsAfter(whole);
    expect(await weightsAfter(stream({ samples: () => samples(10) }))).toEqual(inMemory);
    expect(await weightsAfter(stream(async function* () { yield* samples(10); }))).toEqual(inMemory);
  });

  it('cuts batches of its own size from what is yielded in batches', async () => {
    const batches = [samples(3), samples(10).slice(3, 8), samples(10).slice(8)].map(each => ({ inputs: each.map(({ inputs }) => inputs), targets: each.map(({ targets }) => targets) }));
    expect(await weightsAfter(stream({ samples: () => batches, yields: 'batches' }))).toEqual(await weightsAfter(stream({ samples: () => samples(10) })));
  });

  it('goes on in an endless stream from epoch to epoch, and where a call of train was cut', async () => {
    const all = await weightsAfter(stream({ samples: endless }), { training: { steps: 10, batchSize: 4 } });
    expect(await weightsAfter(stream({ samples: endless, samplesPerEpoch: 20 }))).toEqual(all);
    const cut = await withRun(config(stream({ samples: endless, samplesPerEpoch: 20 })), async run => {
      await run.train({ steps: 3 });
      await run.train({ steps: 7 });
      return flatWeights(run);
    });
    expect(cut).toEqual(all);
  });

  it('starts a stream anew that has ended, at the end of a batch too', async () => {
    const passes: number[] = [];
    const starts = (count: number) => withRun(config(stream({ samples: ({ pass }) => { passes.push(pass); return samples(count); } }), { training: { epochs: 3, batchSize: 4 } }), run => run.train());
    const [ragged, full] = [await starts(6), await starts(8)];
    expect([ragged, full]).toMatchObject([{ epochs: 3, steps: 6 }, { epochs: 3, steps: 6 }]);
    expect(passes).toEqual([0, 1, 2, 0, 1, 2]);
  });

  it('repeats by the seed, with dropout, a shuffle buffer and its own random numbers', async () => {
    const source = () => stream({
      samples: function* ({ random }) { for (;;) { const x = random.normal(); yield { inputs: [x], targets: [Math.tanh(x)] }; } }, samplesPerEpoch: 40, shuffleBuffer: 8,
    });
    const model = sequential([dense({ units: 4 }), dropout(0.5), dense({ units: 1 })]);
    const first = await weightsAfter(source(), { model });
    expect(await weightsAfter(source(), { model })).toEqual(first);
    expect(await weightsAfter(source(), { model, seed: 6 })).not.toEqual(first);
  });

  it('weighs samples', async () => {
    const weighed = samples(8).map((each, index) => ({ ...each, weight: index < 4 ? 1 : 0 }));
    const after = (data: RunConfig['data']) => weightsAfter(data, { training: { epochs: 1, batchSize: 4 } });
    expect(await after(stream({ samples: () => weighed }))).toEqual(await after(stream({ samples: () => samples(4) })));
  });

  it('validates and tests on arrays', async () => {
    const part = { inputs: [[0], [1]], targets: [[1], [3]] };
    await withRun(config(stream({ samples: endless, samplesPerEpoch: 400, heldOut: part, test: part })), async run => {
      const { test } = await run.train();
      expect(test?.loss).toBeLessThan(1e-3);
      await expectDataError(() => run.evaluate('train'), 'a stream, which keeps no samples');
    });
  });

  it('holds its memory over 200,000 samples', async () => {
    setFlagsFromString('--expose-gc');
    const collect = runInNewContext('gc') as () => void;
    const used = () => {
      collect();
      const { heapUsed, arrayBuffers } = process.memoryUsage();
      return heapUsed + arrayBuffers;
    };
    const batches = function* (): Generator<StreamItem> {
      for (let first = 0; ; first += 20) yield { inputs: Array.from({ length: 20 }, (_, row) => [Math.sin(first + row)]), targets: Array.from({ length: 20 }, (_, row) => [2 * Math.sin(first + row) + 1]) };
    };
    await withRun(config(stream({ samples: batches, yields: 'batches', shuffleBuffer: 1000 }), { training: { steps: 200, batchSize: 100 } }), async run => {
      await run.train();
      const before = used();
      for (let part = 0; part < 9; part++) await run.train({ steps: 200 });
      await run.train({ steps: 200 });
      // The bare numbers of the samples would take 3.2 MB.
      expect(used() - before).toBeLessThan(2_500_000);
      expect(run.parts.data?.train.count).toBe(1);
    });
  }, 120_000);
});

/** What a plain iterator gives, of a user who forgets to say that it is done. */
function resultsOf(items: readonly StreamItem[]): () => unknown {
  let next = 0;
  return () => (next < items.length ? { done: false, value: items[next++] } : undefined);
}

const iterable = (iterator: unknown): Iterable<StreamItem> => ({ [Symbol.iterator]: () => iterator as never });

describe('a stream that fails', () => {
  const failing = (broken: () => StreamItem) => stream({ samples: function* () { yield* samples(6); yield broken(); } });

  /** Trains on a stream that breaks in its second batch of 4: the first step is kept. */
  async function failure(data: RunConfig['data']): Promise<string> {
    return withRun(config(data), async run => {
      const error: unknown = await run.train().catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(DataError);
      expect(await flatWeights(run)).toEqual(await weightsAfter(stream({ samples: () => samples(4) }), { training: { epochs: 1, batchSize: 4 } }));
      return (error as DataError).message;
    });
  }

  it('tells which sample, and keeps what was learned', async () => {
    const thrown = await failure(failing(() => { throw new Error('the disk is gone'); }));
    expect(thrown).toContain('data.samples, sample 6: the stream throws');
    expect(thrown).toContain('got: the disk is gone');
    expect(thrown).toContain('next: the weights from before it are in the run');
    const shape = await failure(failing(() => ({ inputs: [1, 2], targets: [1] })));
    expect(shape).toContain('data.samples, sample 6: the inputs are laid out otherwise than those of the first sample\n  got: input [2] float\n  expected: input [1] float');
    expect(await failure(failing(() => ({ inputs: [1] })))).toContain('sample 6: the targets are laid out otherwise');
    expect(await failure(failing(() => ({ ...sample(1), weight: -1 })))).toContain('data.samples, sample 6, weight: a sample has a weight that cannot be used');
    expect(await failure(failing(() => ({ ...sample(1), wieght: 0 }) as never))).toContain('data.samples, sample 6: unknown key "wieght"\n  expected: one of inputs, targets, weight\n  did you mean: weight');
    expect(await failure(stream({ samples: () => iterable({ next: resultsOf(samples(6)) }) }))).toContain('data.samples, sample 6: the iterator of the stream gives no result');
    expect(await failure(failing(() => 3 as never))).toContain('data.samples, sample 6: the stream yields what is no sample\n  got: 3');
    expect(await failure(failing(() => ({ inputs: [1n], targets: [1] }) as never))).toContain('data.samples, sample 6, inputs[0][0]');
    expect(await failure(failing(() => ({ inputs: ['a'], targets: [1] }) as never))).toContain('data.samples, sample 6, inputs');
  });

  it('writes the model to the run folder', async () => {
    const output = await mkdtemp(join(tmpdir(), 'chainrule-stream-'));
    try {
      await withRun(config(failing(() => { throw new Error('gone'); }), { output }), async run => {
        await expect(run.train()).rejects.toThrow('run-1/model.safetensors');
        const kept = await loadModel(join(output, 'run-1', 'model.safetensors'));
        expect(await flatWeights(kept)).toEqual(await flatWeights(run));
        expect(JSON.parse(await readFile(join(output, 'run-1', 'summary.json'), 'utf8'))).toMatchObject({ reason: 'broken data', steps: 1 });
      });
    } finally {
      await rm(output, { recursive: true });
    }
  });

  it('is told of labels that the loss cannot take', async () => {
    const labels = [0, 1, 2, 0, 1, 5];
    const data = stream({ samples: () => labels.map(targets => ({ inputs: [1], targets })) });
    await withRun(config(data, { model: sequential([dense({ units: 3 })]), loss: categoricalCrossEntropy() }), run => (
      expectDataError(() => run.train(), 'data.samples, sample 5: a label is out of range', 'a class index from 0 to 2')));
  });

  it('is refused before training', async () => {
    const create = (data: RunConfig['data']) => () => createRun(config(data)).then((run: Run) => run[Symbol.asyncDispose]());
    await expectDataError(create(stream({ samples: () => [] })), 'data.samples: the stream gives no samples');
    await expectDataError(create(stream({ samples: () => 3 as never })), 'data.samples: the stream cannot be iterated\n  got: 3');
    await expectDataError(create(stream({ samples: (async () => samples(4)) as never })), 'data.samples: the stream cannot be iterated\n  got: a promise', 'next: write async function*');
    await expectDataError(create(stream({ samples: () => iterable({}) })), 'data.samples: the iterator of the stream has no next()\n  got: {}');
    await expectDataError(create(stream({ samples: () => iterable(3) })), 'data.samples: the iterator of the stream has no next()\n  got: 3');
    await expectDataError(create(stream({ samples: () => iterable({ next: () => undefined }) })), 'data.samples, sample 0: the iterator of the stream gives no result\n  got: nothing\n  expected: { done, value }');
    await expectDataError(create(stream({ samples: () => ({ [Symbol.iterator]: 3 }) as never })), 'data.samples: the stream cannot be iterated');
    await expectDataError(create(stream({ samples: endless, validation: 0.1 })), 'data.validation', 'heldOut');
    await expectDataError(create(stream({ samples: endless, standardise: true })), 'data.standardise', 'before all its samples are drawn');
    await expectDataError(create(stream({ samples: endless, balance: 'oversample' })), 'data.balance');
    await expectDataError(create(stream({ samples: endless, test: { inputs: [[1, 2]], targets: [[1]] } })), 'data.test.inputs', 'shape [2]');
    await expectDataError(create(stream({ samples: () => [{ inputs: [Number.NaN], targets: [1] }] })), 'data.samples, sample 0: a value is not finite\n  got: NaN in input');
    await expectDataError(create(stream({ samples: () => [{ inputs: 5, targets: 5 } as never], yields: 'batches' })), 'data.samples, batch from sample 0, inputs: there are no arrays of numbers\n  got: 5');
    await expect(createRun(config({ use: 'stream', samples: 'a.csv' }))).rejects.toThrow('expected a function, given in code');
  });

  it('says that a generator can be gone through once', async () => {
    const once = samples(4)[Symbol.iterator]();
    await withRun(config(stream({ samples: () => once as never })), run => expectDataError(() => run.train(), 'gives no samples', 'starts anew each time'));
  });
});
