import { arrays, createRun, csv, DataError, dense, embedding, flatten, lambda, meanSquaredError, NonFiniteError, parallel, reshape, sequential, sgd } from 'chainrule';
import type { LayerInput, RunConfig } from 'chainrule';
import { describe, expect, it } from 'vitest';
import { expectClose } from '../../src/verification/closeTo.ts';
import { testedBackends } from '../../src/verification/testedBackends.ts';
import { tolerances } from '../../src/verification/tolerances.ts';
import { temporaryFolder } from '../data/helpers.ts';
import { flatWeights, withRun } from '../training/problems.ts';

const { folder, write } = temporaryFolder();
const tested = await testedBackends();
const words = { values: [[0, 1], [2, 1], [2, 2]], dtype: 'int32' as const };
const model: LayerInput = sequential([embedding({ vocabularySize: 3, units: 2 }), flatten(), dense({ units: 1 })]);
const config = (inputs: Parameters<typeof arrays>[0]['inputs'] = words): RunConfig => ({
  model, loss: meanSquaredError(), optimizer: sgd({ learningRate: 0.1 }), backend: 'typescript:float64',
  data: arrays({ inputs, targets: [[1], [0], [1]] }), training: { epochs: 2, batchSize: 2 },
});

async function refusal(work: () => Promise<unknown>): Promise<string> {
  const error: unknown = await work().then(() => undefined, (reason: unknown) => reason);
  expect(error).toBeInstanceOf(DataError);
  return error instanceof Error ? error.message : '';
}

describe('embedding', () => {
  it('trains on int32 indices, and on the same as floats, alike', async () => {
    const losses = await Promise.all([config(), config(words.values)].map(each => withRun(each, async run => {
      await run.train();
      return (await run.evaluate('train'))['loss'];
    })));
    expect(losses[0]).toBeGreaterThan(0);
    expect(losses[1]).toBe(losses[0]);
  });

  it('leaves rows that a batch does not name as they are', async () => {
    await withRun(config(), async run => {
      const { parameters: { 'embedding/embeddings': gradient }, inputs } = await run.gradients({ inputs: { values: [[0, 1]], dtype: 'int32' }, targets: [[1]] });
      expect(Array.from(gradient?.values.slice(4) ?? [])).toEqual([0, 0]);
      expect(gradient?.values.slice(0, 4).every(value => value !== 0)).toBe(true);
      expect(inputs).toEqual([undefined]);
    });
  });

  it('refuses an index out of range before training, with its sample', async () => {
    expect(await refusal(() => createRun(config({ values: [[0, 1], [2, 3], [2, 2]], dtype: 'int32' })))).toBe([
      'data.inputs, sample 1, feature 1: an index of the inputs is out of range',
      '  got: 3',
      '  expected: a whole number from 0 to 2, for the layer embedding',
      '  next: correct the data, or let the layer embedding take more of it, with a larger vocabulary for example',
    ].join('\n'));
    expect(await refusal(() => createRun(config([[0, 1], [-1, 2], [2, 2]])))).toContain('got: -1');
    expect(await refusal(() => createRun(config([[0, 1], [1, 0.5], [2, 2]])))).toContain('data.inputs, sample 1, feature 1: an index of the inputs is not a whole number');
  });

  it('says where an index was standardised', async () => {
    const floats = { ...arrays({ inputs: [[0, 1], [2, 1], [2, 0]], targets: [[1], [0], [1]] }), standardise: true };
    expect(await refusal(() => createRun({ ...config(), data: floats }))).toMatch(/an index of the inputs is out of range\n {2}got: -1\.41\d*, standardised\n.*\n {2}next: leave `standardise` of the data off, or give these numbers as int32/u);
    await withRun({ ...config(), data: { ...arrays({ inputs: words, targets: [[1], [0], [1]] }), standardise: true } }, async run => expect(await refusal(async () => run.predict([[0, 3]]))).toContain('next: correct the data'));
  });

  it('refuses it in batches of the user’s own, and in predictions', async () => {
    await withRun(config(), async run => {
      const before = await run.getWeights();
      expect(await refusal(async () => run.step({ inputs: [[0, 1], [0, 7]], targets: [[1], [1]] }))).toContain('sample 1');
      expect(await refusal(async () => run.gradients({ inputs: [[7, 1]], targets: [[1]] }))).toContain('got: 7');
      expect(await refusal(async () => run.predict([[0, -2]]))).toContain('got: -2');
      expect(await run.getWeights()).toEqual(before);
    });
  });

  it('finds the input of an embedding behind layers that move it about, and beside others', async () => {
    const wide = sequential([reshape([2, 1]), flatten(), embedding({ name: 'letters', vocabularySize: 2, units: 1 }), flatten(), dense({ units: 1 })]);
    expect(await refusal(() => createRun({ ...config(), model: wide }))).toContain('for the layer letters');
    const pair = sequential([parallel([dense({ units: 2 }), embedding({ vocabularySize: 2, units: 2 })]), 'add', dense({ units: 1 })]);
    const inputs = { size: [[5], [6], [7]], word: { values: [0, 1, 2], shape: [], dtype: 'int32' as const } };
    expect(await refusal(() => createRun({ ...config(inputs), model: pair }))).toContain('inputs.word, sample 2');
  });

  it('does not look at what a layer computes before the first step', async () => {
    await withRun({ ...config([[0.1, 0.2], [0.3, 0.4], [5, 6]]), model: sequential(['step', embedding({ vocabularySize: 2, units: 1 }), flatten(), dense({ units: 1 })]) }, async run => {
      const [y] = await run.predict([[3, -3]]);
      expectClose(y?.values ?? [], Array.from((await run.predict([[9, -1]]))[0]?.values ?? []), tolerances.float64);
    });
  });

  it.each(tested)('names an index outside that a layer computes, where it is used, on $name', async ({ backend, name }) => {
    if (backend === undefined) return;
    const tenfold = sequential([lambda((...xs) => xs.map(x => x.mul(10))), embedding({ name: 'words', vocabularySize: 30, units: 2 }), flatten(), dense({ units: 1 })]);
    const told = (value: string, sample: number) => `words: a layer computes what this layer cannot take\n  got: ${value} for sample ${sample} of the batch\n  expected: a whole number from 0 to 29\n  next: compute it otherwise`;
    await withRun({ ...config([[0, 1], [2, 1], [2, 2]]), model: tenfold, backend: name }, async run => {
      await run.train();
      const before = await flatWeights(run);
      const outside = { inputs: [[0, 1], [2, 3]], targets: [[1], [1]] };
      await expect(run.step(outside)).rejects.toThrow(told('30', 1));
      // Put back by a replay, which rounds elsewhere than the backend.
      expectClose(await flatWeights(run), before, tolerances.float32);
      await expect(run.gradients(outside)).rejects.toThrow(told('30', 1));
      await expect(run.evaluate(outside)).rejects.toThrow(told('30', 1));
      await expect(run.predict([[0, 1], [2, 2], [-0.5, 2]], 2)).rejects.toThrow(told('-5', 0));
      // What a cast to an integer makes of a number so large differs from machine to machine.
      await expect(run.predict([[2 ** 33, 1]])).rejects.toThrow(NonFiniteError);
      const [y] = await run.predict([[0.29, 1.01]]);
      expect(y).toEqual((await run.predict([[0.2, 1]]))[0]);
    });
  });

  it('takes its indices from a table, and names the line of a wrong one', async () => {
    write('words.csv', 'first,second,score\n0,1,0.5\n2,1,0.25\n1,3,1\n');
    const table = csv({ file: 'words.csv', target: 'score' });
    expect(await refusal(() => createRun({ ...config(), data: table }, { folder }))).toContain('words.csv:4, column second: an index of the inputs is out of range\n  got: 3');
    write('words.csv', 'first,second,score\n0,1,0.5\n2,1,0.25\n1,2,1\n');
    const run = await createRun({ ...config(), data: table }, { folder });
    await run.train();
    const onArrays = await withRun(config([[0, 1], [2, 1], [1, 2]]), async other => other.gradients({ inputs: [[0, 1], [2, 1], [1, 2]], targets: [[0.5], [0.25], [1]] }));
    await using fresh = await createRun({ ...config(), data: table }, { folder });
    expect((await fresh.evaluate('train'))['loss']).toBeCloseTo(onArrays.loss, 12);
    expect((await run.evaluate('train'))['loss']).toBeLessThan(onArrays.loss);
    await run[Symbol.asyncDispose]();
  });
});
