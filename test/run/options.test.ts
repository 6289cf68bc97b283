import { arrays, ConfigError, createRun, crossValidate, dense, findRate, loadModel, meanSquaredError, openRun, sequential, sgd } from 'chainrule';
import type { Run, RunConfig } from 'chainrule';
import * as core from 'chainrule/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const parts = { model: sequential([dense({ units: 1 })]), loss: meanSquaredError(), optimizer: sgd({ learningRate: 0.1 }), training: { epochs: 1, batchSize: 1 } };
const config: RunConfig = { ...parts, backend: 'typescript', data: arrays({ inputs: [[0], [1]], targets: [[0], [1]] }) };
const coreConfig = { ...parts, backend: core.typescript(), data: core.arrays({ inputs: [[0], [1]], targets: [[0], [1]] }) };
const file = 'examples/wine.yaml';

/** What code without types hands over in place of an object. */
const noObjects = [null, 3, 'text', [1], true, () => 1];

const calls: Readonly<Record<string, (given: never) => Promise<unknown>>> = {
  'createRun.origin': given => createRun(config, given),
  'createRun.origin of the core': given => core.createRun(coreConfig, given),
  'crossValidate': given => crossValidate(config, given),
  'crossValidate.origin': given => crossValidate(config, { folds: 2 }, given),
  'findRate': given => findRate(config, given),
  'findRate.origin': given => findRate(config, {}, given),
  'loadModel': given => loadModel('model.safetensors', given),
  'loadModel.origin': given => loadModel('model.safetensors', {}, given),
  'openRun': given => openRun(file, given),
};

describe.each(Object.entries(calls))('the argument of %s', (name, call) => {
  it.each(noObjects.map(given => [given]))('is refused where it is %s', async given => {
    await expect(call(given as never)).rejects.toThrow(/^[\w.]+: an option has a wrong value\n {2}got: .*\n {2}expected: an object/u);
    await expect(call(given as never)).rejects.toThrow(name.split(' ')[0]);
  });

  it.skipIf(name === 'loadModel')('has no unknown keys', async () => {
    await expect(call({ foldr: '.' } as never)).rejects.toThrow(/unknown option "foldr"\n {2}expected: \w+/u);
  });
});

describe('where a config comes from', () => {
  it.each([['folder', 3], ['located', 3], ['stored', { inputs: [] }], ['withoutSamples', 'yes'], ['divide', []], ['change', {}]])('is refused with a wrong %s', async (key, value) => {
    await expect(createRun(config, { [key]: value })).rejects.toThrow(`createRun.origin.${key}`);
  });

  it('tells the nearest key', async () => {
    await expect(createRun(config, { foldr: '.' } as never)).rejects.toThrow('did you mean: folder?');
  });
});

describe('the options of openRun', () => {
  it.each([['overrides', 3], ['overrides', [null]], ['overrides', [{ path: 'seed', value: 1 }]], ['changes', 3]])('are refused with wrong %s', async (key, value) => {
    await expect(openRun(file, { [key]: value })).rejects.toThrow(`openRun.${key}`);
  });
});

describe('a call of a run', () => {
  let run: Run;
  beforeAll(async () => {
    run = await createRun(config);
  });
  afterAll(() => run[Symbol.asyncDispose]());
  const batch = { inputs: [[1]], targets: [[1]] };

  it.each([[null], [3], [{ normaliser: 1 }], [{ step: -1 }], [{ normalizer: Number.NaN }]])('for gradients refuses the options %j', async options => {
    await expect(run.gradients(batch, options as never)).rejects.toThrow(/^gradients.*: /u);
    await expect(run.gradients(batch, options as never)).rejects.toThrow(ConfigError);
  });

  it.each([[null], ['training'], [1n]])('refuses the purpose %s', purpose => {
    const told = /^purpose: a model is not compiled for that\n {2}got: .*\n {2}expected: one of train, evaluate, predict, report, watch/u;
    expect(() => run.graph(purpose as never)).toThrow(told);
    expect(() => run.memory(purpose as never)).toThrow(told);
  });

  it('refuses states of schedules and weights that are none', async () => {
    expect(() => { run.restoreSchedules(null as never); }).toThrow('the states of schedules are not in a list');
    expect(() => { run.setWeights(1n as never); }).toThrow(/^setWeights: .*\n {2}got: 1\n/u);
    await expect(run.getWeights(1n as never)).rejects.toThrow(/^getWeights: .*\n {2}got: 1\n/u);
  });
});
