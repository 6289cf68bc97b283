import { describe, expect, it } from 'vitest';
import { parseRun } from '../../src/config/schema.ts';
import type { RunConfig } from '../../src/config/schema.ts';
import { dense } from '../../src/layers/dense.ts';
import { momentum } from '../../src/optimizers/momentum.ts';
import { InvalidConfigError } from '../../src/plugins/problem.ts';
import { configRegistry, points } from './fixtures.ts';

const least: RunConfig = { model: dense({ units: 1 }), loss: 'difference', optimizer: momentum(0.1) };

function wrong(config: object): InvalidConfigError {
  try {
    parseRun(configRegistry(), { ...least, ...config });
  } catch (error) {
    if (error instanceof InvalidConfigError) return error;
    throw error;
  }
  throw new Error('nothing was wrong');
}

const settings = (config: Partial<RunConfig> = {}) => parseRun(configRegistry(), { ...least, ...config });

describe('parseRun', () => {
  it('fills in the documented defaults', () => {
    const registry = configRegistry();
    const { name, gradients, seed, output, folder, training, metrics, data, loss, plugins } = parseRun(registry, { ...least, backend: 'fake' });
    expect({ name, gradients, seed, output, folder, metrics, data, plugins }).toEqual({ name: 'run', gradients: 'backprop', seed: 0, output: undefined, folder: '.', metrics: {}, data: undefined, plugins: [] });
    expect(training).toEqual({ epochs: 1, steps: undefined, batchSize: 32, denominator: 'samples' });
    expect(loss.map(({ weight }) => weight)).toEqual([1]);
  });

  it('takes auto for the backend where none is named, and names it where it is missing', () => {
    expect(wrong({}).problems).toMatchObject([{ path: ['backend'], problem: 'unknown backend "auto"', expected: 'one of fake' }]);
  });

  it('checks the backend at once and makes it when asked', async () => {
    expect(await settings({ backend: 'fake:wasm' }).backend.create()).toMatchObject({ name: 'fake:wasm' });
    expect(wrong({ backend: 'fake:tpu' }).problems).toMatchObject([{ path: ['backend'], got: '"tpu"' }]);
  });

  it('divides the common options of data from those of the source', () => {
    const { data } = settings({ backend: 'fake', data: { use: 'points', count: 3, validation: 0.25, standardise: { targets: true }, shuffle: false } });
    expect(data).toMatchObject({ validation: { size: 0.25, rows: 'shuffled' }, standardise: { inputs: false, targets: true }, shuffle: false });
    expect(settings({ backend: 'fake', data: points() }).data).toMatchObject({ validation: { size: 0 }, standardise: { inputs: false, targets: false }, shuffle: true });
    const problems = wrong({ backend: 'fake', data: { use: 'points', count: 0, validation: 1.5 } }).problems;
    expect(problems.map(({ path }) => path.join('.'))).toEqual(['data.count', 'data.validation']);
    expect(wrong({ backend: 'fake', data: { use: 'points', validation: { size: 0.1, row: 'last' } } }).problems).toMatchObject([{ path: ['data', 'validation', 'row'], nearest: 'rows' }]);
  });

  it('takes one loss, or a list with weights', () => {
    expect(settings({ backend: 'fake', loss: ['difference', { loss: 'difference', weight: 0.5 }] }).loss.map(({ weight }) => weight)).toEqual([1, 0.5]);
    expect(wrong({ backend: 'fake', loss: ['difference', { loss: 'differense', weight: -1 }] }).problems).toMatchObject([
      { path: ['loss', 1, 'loss'], nearest: 'difference' }, { path: ['loss', 1, 'weight'], got: '-1' },
    ]);
    expect(settings({ backend: 'fake', loss: [{ loss: 'difference', weight: 0 }, 'difference'] }).loss.map(({ weight }) => weight)).toEqual([0, 1]);
    expect(wrong({ backend: 'fake', loss: { loss: 'difference', weight: 0 } }).problems).toMatchObject([{ path: ['loss', 'weight'], problem: 'no loss has a weight above 0: nothing would be trained', got: '0', expected: 'more than 0' }]);
    expect(wrong({ backend: 'fake', loss: [{ loss: 'difference', weight: 0 }, null] }).problems).toMatchObject([{ path: ['loss', 0, 'weight'], got: '0' }]);
    expect(wrong({ backend: 'fake', loss: [] }).problems).toMatchObject([{ path: ['loss'], expected: 'at least 1 entry' }]);
    expect(wrong({ backend: 'fake', loss: 'diff' }).problems).toMatchObject([{ path: ['loss'], problem: 'unknown loss "diff"' }]);
  });

  it('takes null at the end of the losses, for outputs that have none', () => {
    expect(settings({ backend: 'fake', loss: ['difference', null, null] }).loss).toHaveLength(1);
    for (const loss of [[null], ['difference', null, 'difference'], [null, 'difference']]) {
      expect(wrong({ backend: 'fake', loss }).problems).toMatchObject([{ path: ['loss', loss.indexOf(null)], problem: 'this output needs a loss' }]);
    }
  });

  it('knows the figures that early stopping can monitor', () => {
    const error = wrong({ backend: 'fake', metrics: ['accuracy'], training: { earlyStopping: { monitor: 'validation.acuracy' } } });
    expect(error.problems).toMatchObject([{ path: ['training', 'earlyStopping', 'monitor'], nearest: 'validation.accuracy' }]);
    expect(error.message).toBe([
      'training.earlyStopping.monitor: no such figure',
      '  got: "validation.acuracy"',
      '  expected: one of validation.loss, validation.accuracy, training.loss, training.accuracy',
      '  did you mean: validation.accuracy?',
    ].join('\n'));
  });

  it('trains without an end in epochs where only steps are given', () => {
    expect(settings({ backend: 'fake', training: { steps: 5 } }).training).toMatchObject({ steps: 5, epochs: Number.POSITIVE_INFINITY });
  });

  it('refuses names that are no folder, metrics that are listed twice, and things that are no plugin', () => {
    for (const name of ['', '..', '../up', 'a b', 'a/b']) expect(wrong({ backend: 'fake', name }).problems).toMatchObject([{ path: ['name'] }]);
    expect(wrong({ backend: 'fake', metrics: ['accuracy', 'accuracy'] }).problems).toMatchObject([{ path: ['metrics', 1] }]);
    expect(wrong({ backend: 'fake', plugins: [3] }).problems).toMatchObject([{ path: ['plugins', 0], got: '3' }]);
    expect(wrong({ backend: 'fake', modle: 1 }).problems).toMatchObject([{ path: ['modle'], nearest: 'model' }]);
  });
});
