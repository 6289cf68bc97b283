import { arrays, categoricalCrossEntropy, concatenate, createRun, ConfigError, dense, loadModel, meanSquaredError, sequential, sgd, stream } from 'chainrule';
import type { RunConfig } from 'chainrule';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Dataset } from '../../src/data/dataset.ts';
import { expectDataError } from '../data/helpers.ts';
import { classifier, clouds, withRun } from '../training/problems.ts';

/** Twelve samples of class 0, six of class 1 and three of class 2. */
const uneven = () => {
  const { inputs } = clouds(21);
  return { inputs, targets: Int32Array.from(inputs, (_, index) => (index < 12 ? 0 : index < 18 ? 1 : 2)) };
};
const countsOf = (dataset: Dataset | undefined) => [0, 1, 2].map(label => [...dataset?.targets[0]?.values ?? []].filter(each => each === label).length);
const partsOf = (data: RunConfig['data'], more: Partial<RunConfig> = {}) => withRun(classifier(21, { data, backend: 'typescript', ...more }), async run => run.parts.data);

describe('the data of a run', () => {
  it('hold out each class by its share where the rows are stratified', async () => {
    const parts = await partsOf(arrays({ ...uneven(), validation: { size: 7, rows: 'stratified' } }));
    expect([countsOf(parts?.train), countsOf(parts?.validation)]).toEqual([[8, 4, 2], [4, 2, 1]]);
  });

  it('are balanced after the validation part is held out, which stays as it is', async () => {
    const common = { ...uneven(), validation: { size: 7, rows: 'stratified' as const } };
    const [more, fewer] = [await partsOf(arrays({ ...common, balance: 'oversample' })), await partsOf(arrays({ ...common, balance: 'undersample' }))];
    expect([countsOf(more?.train), countsOf(more?.validation)]).toEqual([[8, 8, 8], [4, 2, 1]]);
    expect([countsOf(fewer?.train), countsOf(fewer?.validation)]).toEqual([[2, 2, 2], [4, 2, 1]]);
  });

  it('are balanced without the class that the loss ignores', async () => {
    const data = (balance: 'oversample' | 'undersample') => arrays({ ...uneven(), balance });
    const counts = async (balance: 'oversample' | 'undersample', ignoreClass: number) => countsOf((await partsOf(data(balance), { loss: categoricalCrossEntropy({ ignoreClass }) }))?.train);
    expect(await counts('oversample', 0)).toEqual([12, 6, 6]);
    expect(await counts('undersample', 2)).toEqual([6, 6, 3]);
    expect(await counts('oversample', 255)).toEqual([12, 12, 12]);
  });

  it('are standardised by the statistics of the samples before they are balanced', async () => {
    const standardisation = (balance?: 'oversample') => withRun(classifier(21, { data: arrays({ ...uneven(), standardise: true, ...(balance && { balance }) }), backend: 'typescript' }), async run => run.parts.layout.standardisation);
    expect(await standardisation('oversample')).toEqual(await standardisation());
  });

  it('are drawn by the seed of the run', async () => {
    const first = async (seed: number) => (await partsOf({ use: 'spirals' }, { seed }))?.train.inputs[0]?.values[0];
    expect(await first(1)).toBe(await first(1));
    expect(await first(1)).not.toBe(await first(2));
  });

  it('refuse to be balanced without classes', async () => {
    const data = arrays({ inputs: [[1, 2], [3, 4]], targets: [0.5, 1], balance: 'oversample' });
    await expectDataError(() => createRun(classifier(2, { data })), 'data.balance: data.targets, sample 0: balancing needs targets that are classes');
    await expect(createRun(classifier(2, { data: { use: 'xor', balance: 'both' } as never }))).rejects.toThrow(ConfigError);
  });

  it('are refused where a part has no targets, with its place', async () => {
    const { inputs, targets } = uneven();
    await expectDataError(() => partsOf(arrays({ inputs, targets, test: { inputs } })), 'data.test.targets: ', 'no column target');
    await expectDataError(() => partsOf(stream({ samples: () => inputs.map(own => ({ inputs: own, targets: 0 })), heldOut: { inputs } })), 'data.heldOut.targets: ', 'no column target');
  });

  it('are standardised in the named inputs alone, in training and in a prediction', async () => {
    const of = (...names: string[]): RunConfig => ({
      model: sequential([concatenate(), dense({ units: 1, kernelInitializer: 'ones' })]), loss: meanSquaredError(), optimizer: sgd({ learningRate: 0.1 }), backend: 'typescript',
      data: arrays({ inputs: { heat: [[1], [3]], holiday: [[0], [1]] }, targets: [[1], [2]], standardise: { inputs: names } }), training: { epochs: 1, batchSize: 2 },
    });
    await withRun(of('heat'), async run => {
      expect(run.parts.data?.train.inputs.map(({ values }) => [...values])).toEqual([[-1, 1], [0, 1]]);
      const [outputs] = await run.predict({ heat: [[5]], holiday: [[7]] });
      expect([...outputs?.values ?? []]).toEqual([3 + 7]);
    });
    await expectDataError(() => createRun(of('heet')), 'there is no input heet', 'did you mean: heat?');
  });

  it('of a stream are standardised as those of a stored model were', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'chainrule-prepare-'));
    const file = join(folder, 'model.safetensors');
    const config = (data: RunConfig['data']) => ({ model: sequential([dense({ units: 1 })]), loss: meanSquaredError(), optimizer: sgd({ learningRate: 0.1 }), backend: 'typescript', data, training: { epochs: 1, batchSize: 2 } } as RunConfig);
    const inputs = [[100], [102], [104], [106]];
    try {
      await withRun(config(arrays({ inputs, targets: [[1], [2], [3], [4]], standardise: true, shuffle: false })), async run => {
        await run.save(file);
        await run.train();
        await using again = await loadModel(file, { data: stream(() => inputs.map((each, index) => ({ inputs: each, targets: [index + 1] }))) });
        await again.train({ epochs: 1, batchSize: 2 });
        expect(await again.getWeights()).toEqual(await run.getWeights());
      });
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
