import { arrays, ConfigError, createRun, dense, meanSquaredError, ModelFileError, sgd, toNested } from 'chainrule';
import type { Run, RunConfig } from 'chainrule';
import { expect, it } from 'vitest';
import { withRun } from './problems.ts';

const config: RunConfig = {
  model: dense({ units: 3 }), loss: meanSquaredError(), optimizer: sgd({ learningRate: 0.1 }),
  data: arrays({ inputs: [[1, 2], [3, 4]], targets: [[1, 1, 1], [2, 2, 2]] }), training: { epochs: 1, batchSize: 2 },
};
const kernel = [[1, 2, 3], [4, 5, 6]];

async function kernelOf(run: Run): Promise<number[]> {
  return Array.from((await run.getWeights(['dense/kernel']))['dense/kernel']?.values ?? []);
}

/** The message of the ConfigError that setting a kernel gives. */
function refusal(run: Run, values: unknown): string {
  try {
    run.setWeights({ 'dense/kernel': values as never });
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError);
    return error instanceof Error ? error.message : '';
  }
  return 'no error';
}

it('takes nested arrays, a list, typed arrays and tensors', async () => {
  await withRun(config, async run => {
    for (const values of [kernel, kernel.flat(), Float32Array.from(kernel.flat()), { shape: [2, 3], values: Float64Array.from(kernel.flat()) }]) {
      run.setWeights({ 'dense/kernel': [0, 0, 0, 0, 0, 0] });
      run.setWeights({ 'dense/kernel': values });
      expect(await kernelOf(run)).toEqual([1, 2, 3, 4, 5, 6]);
    }
    const { 'dense/kernel': own } = await run.getWeights();
    expect(own && toNested(own)).toEqual(kernel);
  });
});

it('refuses values of another shape, and those that are no finite numbers, naming the element', async () => {
  await withRun(config, async run => {
    const before = await kernelOf(run);
    expect(refusal(run, [[1, 2], [3, 4], [5, 6]])).toContain('got: [3, 2]');
    expect(refusal(run, [[1, 2, 3], [4, 5]])).toContain('dense/kernel[1]');
    expect(refusal(run, [[1, 2, 3], [4, 5, null]])).toContain('dense/kernel[1][2]');
    expect(refusal(run, [[1, 2, 3], [Number.NaN, 5, 6]])).toContain('dense/kernel[1][0]: a weight is a finite number');
    expect(refusal(run, { shape: [2, 3], values: [1, 2, Number.POSITIVE_INFINITY, 4, 5, 6] })).toContain('dense/kernel[0][2]');
    expect(refusal(run, { shape: [3, 2], values: [1, 2, 3, 4, 5, 6] })).toContain('got: [3, 2]');
    for (const value of [null, 'abcdef', { values: [1, 2, 3, 4, 5, 6] }, true]) expect(refusal(run, value)).toContain('no values of a weight');
    expect(await kernelOf(run)).toEqual(before);
  });
});

it('wants weights by path, and paths in a list', async () => {
  await withRun(config, async run => {
    for (const value of [undefined, null, [1], 'x']) expect(() => run.setWeights(value as never)).toThrow(ConfigError);
    await expect(run.getWeights('dense/kernel' as never)).rejects.toThrow('a list of paths');
    await expect(run.getWeights([null] as never)).rejects.toThrow('a list of paths');
    await expect(run.getWeights(['dense/kernal'])).rejects.toThrow('did you mean: dense/kernel?');
  });
});

it('says where a model file cannot be written', async () => {
  await using run = await createRun(config);
  await expect(run.save('/missing/x')).rejects.toThrow(/\/missing\/x: the model file cannot be written[^]*ENOENT/u);
  await expect(run.save('/missing/x')).rejects.toThrow(ModelFileError);
});
