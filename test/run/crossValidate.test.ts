import { arrays, ConfigError, createRun, dense, sequential, stream } from 'chainrule';
import type { RunConfig } from 'chainrule';
import { describe, expect, it } from 'vitest';
import { crossValidate } from '../../src/run/crossValidate.ts';
import { expectClose } from '../../src/verification/closeTo.ts';
import { expectDataError } from '../data/helpers.ts';
import { classifier, clouds } from '../training/problems.ts';

const own = (more: Partial<RunConfig> = {}): RunConfig => classifier(30, { backend: 'typescript', ...more });
const rounding = { relative: 1e-12, absolute: 1e-12 };

describe('crossValidate', () => {
  it('trains and tests a fresh run a fold, as runs on the divided data do', async () => {
    const { inputs, targets } = clouds(30);
    const { folds } = await crossValidate(own(), { folds: 3, shuffle: false });
    expect(folds).toMatchObject([1, 2, 3].map(fold => ({ repeat: 1, fold, samples: { train: 20, test: 10 } })));
    for (const { fold, figures } of folds) {
      const held = (_: unknown, index: number) => Math.floor(index / 10) === fold - 1;
      const kept = (_: unknown, index: number) => Math.floor(index / 10) !== fold - 1;
      const test = { inputs: inputs.filter(held), targets: targets.filter(held) };
      await using run = await createRun(own({ data: arrays({ inputs: inputs.filter(kept), targets: targets.filter(kept), test }) }));
      expect((await run.train()).test).toEqual(figures);
    }
  });

  it('gives mean and deviation of every figure, also of lists', async () => {
    const { folds, mean, standardDeviation } = await crossValidate(own({ metrics: ['accuracy', { use: 'recall', average: 'none' }] as never }), { folds: 3, stratified: true });
    const losses = folds.map(({ figures }) => figures.loss);
    const average = losses.reduce((sum, loss) => sum + loss, 0) / 3;
    expectClose([mean.loss, standardDeviation.loss], [average, Math.sqrt(losses.reduce((sum, loss) => sum + (loss - average) ** 2, 0) / 2)], rounding, 'mean and deviation');
    expect(mean['recall']).toHaveLength(3);
  });

  it('fits what is standardised on the training part of each fold', async () => {
    const inputs = [[0], [1], [2], [3], [1000], [1001]];
    const config = own({ data: arrays({ inputs, targets: [0, 1, 2, 0, 1, 2], standardise: true }), training: { epochs: 1, batchSize: 4 } });
    const seen: number[] = [];
    const { folds } = await crossValidate({ ...config, model: sequential([dense({ units: 3 })]) }, { folds: 3, shuffle: false, foldEnded: ({ figures }) => seen.push(figures.loss) });
    // The last fold's samples lie hundreds of deviations from those that its statistics were fitted on.
    expect(folds[2]?.figures.loss).toBeGreaterThan(20);
    expect(seen).toEqual(folds.map(({ figures }) => figures.loss));
  });

  it('repeats by the seed and divides anew for each repeat', async () => {
    const options = { folds: 2, repeats: 2, seed: 4 };
    const first = await crossValidate(own(), options);
    expect(first.folds.map(({ repeat, fold }) => [repeat, fold])).toEqual([[1, 1], [1, 2], [2, 1], [2, 2]]);
    expect(await crossValidate(own(), options)).toEqual(first);
    expect(first.folds[2]?.figures).not.toEqual(first.folds[0]?.figures);
  });

  it('leaves a test part out, and ends after the last whole fold when it is aborted', async () => {
    const { inputs, targets } = clouds(30);
    const controller = new AbortController();
    const data = arrays({ inputs, targets, test: { inputs: [[9, 9]], targets: Int32Array.of(2) } });
    const { folds } = await crossValidate(own({ data }), { folds: 3, signal: controller.signal, foldEnded: () => controller.abort() });
    expect(folds).toMatchObject([{ samples: { train: 20, test: 10 } }]);
  });

  it('refuses what cannot be divided', async () => {
    await expectDataError(() => crossValidate(own(), { folds: 31 }), 'more folds than samples', 'at most 30');
    await expectDataError(() => crossValidate(own(), { folds: 11, stratified: true }), 'a class has fewer samples', '10 of class 0, 11 folds');
    await expectDataError(() => crossValidate(own({ data: stream(() => [{ inputs: [1, 2], targets: 0 }]) })), 'data', 'a stream keeps no samples');
    const { data, ...without } = own();
    expect(data).toBeDefined();
    await expect(crossValidate(without)).rejects.toThrow(/no data to divide/u);
    await expect(crossValidate(own(), { folds: 1 })).rejects.toThrow(ConfigError);
    for (const given of [null, undefined]) await expect(crossValidate(given as never)).rejects.toThrow(/expected: an object/u);
    await expect(crossValidate(own(), { foldEnded: 3 as never })).rejects.toThrow('crossValidate.foldEnded: an option has a wrong value\n  got: 3\n  expected: a function');
    await expect(crossValidate(own(), { signal: 3 as never })).rejects.toThrow('got: 3\n  expected: an AbortSignal');
    await expect(crossValidate(own(), { fold: 3 } as never)).rejects.toThrow(/unknown option "fold"[^]*did you mean: folds\?/u);
  });
});
