import { arrays, createRun, csv, DataError, dense, embedding, flatten, meanSquaredError, parallel, reshape, sequential, sgd } from 'chainrule';
import type { LayerInput, RunConfig } from 'chainrule';
import { describe, expect, it } from 'vitest';
import { expectClose } from '../../src/testing/closeTo.ts';
import { tolerances } from '../../src/testing/tolerances.ts';
import { temporaryFolder } from '../data/helpers.ts';
import { withRun } from '../training/problems.ts';

const { folder, write } = temporaryFolder();
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
      'inputs, sample 1: an index of the inputs is out of range',
      '  got: 3',
      '  expected: a whole number from 0 to 2, for the layer embedding',
      '  next: correct the data, or let the layer embedding take more of it, with a larger vocabulary for example',
    ].join('\n'));
    expect(await refusal(() => createRun(config([[0, 1], [-1, 2], [2, 2]])))).toContain('got: -1');
    expect(await refusal(() => createRun(config([[0, 1], [1, 0.5], [2, 2]])))).toContain('inputs, sample 1: an index of the inputs is not a whole number');
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

  it('does not look at what a layer computes', async () => {
    await withRun({ ...config([[0.1, 0.2], [0.3, 0.4], [5, 6]]), model: sequential(['step', embedding({ vocabularySize: 2, units: 1 }), flatten(), dense({ units: 1 })]) }, async run => {
      const [y] = await run.predict([[3, -3]]);
      expectClose(y?.values ?? [], Array.from((await run.predict([[9, -1]]))[0]?.values ?? []), tolerances.float64);
    });
  });

  it('takes its indices from a table, and names the line of a wrong one', async () => {
    write('words.csv', 'first,second,score\n0,1,0.5\n2,1,0.25\n1,3,1\n');
    const table = csv({ file: 'words.csv', target: 'score' });
    expect(await refusal(() => createRun({ ...config(), data: table }, { folder }))).toContain('words.csv:4');
    write('words.csv', 'first,second,score\n0,1,0.5\n2,1,0.25\n1,2,1\n');
    const run = await createRun({ ...config(), data: table }, { folder });
    await run.train();
    await run[Symbol.asyncDispose]();
  });
});
