import { arrays, categoricalCrossEntropy, ConfigError, createRun, DataError, dense, binaryCrossEntropy, hinge, meanSquaredError, parallel, sgd, stream } from 'chainrule';
import type { RunConfig } from 'chainrule';
import { describe, expect, it } from 'vitest';
import { expectClose } from '../../src/verification/closeTo.ts';
import { tolerances } from '../../src/verification/tolerances.ts';
import { flatWeights, withRun } from './problems.ts';

const inputs = [[1, 0], [0, 1], [1, 1], [2, 1], [-1, 0], [0.5, 2]];
const labels = [0, 1, 0, 0, 2, 0];
const indices = { values: labels, dtype: 'int32' as const };
const oneHot = labels.map(label => [0, 1, 2].map(index => Number(index === label)));
const given = { 0: 1, 1: 5, 2: 0.5 };
const balanced = { 0: 6 / (3 * 4), 1: 6 / 3, 2: 6 / 3 };

type Weights = Readonly<Record<string, number>>;

function config(classWeights: Weights | 'balanced' | undefined, data: RunConfig['data'] = arrays({ inputs, targets: indices })): RunConfig {
  return {
    model: dense({ units: 3 }), loss: categoricalCrossEntropy(), optimizer: sgd({ learningRate: 0.3 }), backend: 'typescript:float64', data,
    training: { epochs: 2, batchSize: 4, ...(classWeights !== undefined && { classWeights }) },
  };
}

function learned(own: RunConfig): Promise<number[]> {
  return withRun(own, async run => {
    await run.train();
    return flatWeights(run);
  });
}

function refused(own: RunConfig): Promise<Error> {
  return createRun(own).then(() => { throw new Error('it was taken'); }, (error: unknown) => (error instanceof Error ? error : new Error(String(error))));
}

describe('class weights', () => {
  it.each([
    ['class indices', given, arrays({ inputs, targets: indices })],
    ['one-hot rows', given, arrays({ inputs, targets: oneHot })],
    ['named classes', { low: 1, middle: 5, high: 0.5 }, arrays({ inputs, targets: { ...indices, categories: ['low', 'middle', 'high'] } })],
    ['classes named by numbers', { 10: 1, 1: 5, 0: 0.5 }, arrays({ inputs, targets: { ...indices, categories: ['10', '1', '0'] } })],
    ['named classes by their index', given, arrays({ inputs, targets: { ...indices, categories: ['low', 'middle', 'high'] } })],
  ] satisfies readonly (readonly [string, Weights, RunConfig['data']])[])('train as weights of the samples of each class do, for %s', async (_, classWeights, data) => {
    const expected = await learned(config(undefined, arrays({ inputs, targets: indices, weights: labels.map(label => given[label as 0 | 1 | 2]) })));
    expectClose(await learned(config(classWeights, data)), expected, tolerances.float64);
    expect(await learned(config(undefined))).not.toEqual(expected);
  });

  it('multiply the weights of samples', async () => {
    const weights = [1, 2, 0, 1, 3, 0.5];
    const expected = await learned(config(undefined, arrays({ inputs, targets: indices, weights: labels.map((label, sample) => given[label as 0 | 1 | 2] * (weights[sample] ?? 0)) })));
    expectClose(await learned(config(given, arrays({ inputs, targets: indices, weights }))), expected, tolerances.float64);
  });

  it('are n / (classes · count) where they are balanced', async () => {
    expect(await learned(config('balanced'))).toEqual(await learned(config(balanced)));
  });

  it('weigh targets of 0 and 1, and batches in code, but no evaluation', async () => {
    const targets = [[0], [1], [0], [0], [0], [1]];
    const own: RunConfig = { ...config({ 0: 1, 1: 5 }, arrays({ inputs, targets })), model: dense({ units: 1, kernelInitializer: 'zeros' }), loss: binaryCrossEntropy() };
    await withRun(own, async run => {
      const batch = { inputs, targets };
      expectClose([(await run.gradients(batch)).loss], [Math.LN2 * (4 + 2 * 5) / 6], tolerances.float64);
      expectClose([Number((await run.evaluate(batch))['loss']), Number((await run.evaluate('train'))['loss'])], [Math.LN2, Math.LN2], tolerances.float64);
      expectClose([(await run.step({ ...batch, weights: [0, 1, 0, 0, 0, 0] })).loss], [Math.LN2 * 5 / 6], tolerances.float64);
    });
  });

  it('weigh labels of −1 and 1', async () => {
    const signs = labels.map(label => [label === 0 ? -1 : 1]);
    const own = (classWeights: Weights | undefined, data: RunConfig['data']) => ({ ...config(classWeights, data), model: dense({ units: 1 }), loss: hinge() });
    const expected = await learned(own(undefined, arrays({ inputs, targets: signs, weights: signs.map(([sign]) => (sign === 1 ? 5 : 1)) })));
    expectClose(await learned(own({ '-1': 1, 1: 5 }, arrays({ inputs, targets: signs }))), expected, tolerances.float64);
    expect((await refused(own({ 0: 1, 1: 5 }, arrays({ inputs, targets: signs })))).message).toMatch(/the training data have no class 0\n.*\n {2}expected: classes -1, 1/);
  });

  it.each([255, -1, 2])('leave out the class that the loss ignores: %i', async ignoreClass => {
    const some = labels.map((label, sample) => (sample === 3 || label === 2 ? ignoreClass : label));
    const ignoring = (classWeights: Weights | 'balanced' | undefined, more = {}): RunConfig => {
      const plain = config(classWeights, arrays({ inputs, targets: { values: some, dtype: 'int32' }, ...more }));
      return { ...plain, loss: categoricalCrossEntropy({ ignoreClass }) };
    };
    const weights = some.map(label => (label === ignoreClass ? 1 : given[label as 0 | 1]));
    const expected = await learned(ignoring(undefined, { weights }));
    expectClose(await learned(ignoring({ 0: 1, 1: 5 })), expected, tolerances.float64);
    expectClose(await learned(ignoring('balanced')), await learned(ignoring({ 0: 4 / (2 * 3), 1: 4 / 2 })), tolerances.float64);
    expect((await refused(ignoring({ 0: 1, 1: 5, [ignoreClass]: 1 }))).message).toMatch(new RegExp(`^training\\.classWeights\\.${ignoreClass}: the loss ignores class ${ignoreClass}`, 'u'));
    expect((await refused(ignoring({ 0: 0, 1: 0 }))).message).toMatch(/no target of the train part counts/u);
  });

  it('need no data set for batches in code, where each class is given', async () => {
    const { data: _, ...rest } = config({ 0: 1, 2: 3 });
    await withRun({ ...rest, shapes: { inputs: [[2]], targets: [{ shape: [], dtype: 'int32' }] } }, async run => {
      await expect(run.step({ inputs: [[1, 2]], targets: [1] })).rejects.toThrow(/batch\.targets, sample 0: class 1 has no weight/);
      await run.step({ inputs: [[1, 2]], targets: [2] });
    });
  });

  it.each<readonly [string, Weights | 'balanced', Partial<RunConfig>, new (problem: string) => Error, RegExp]>([
    ['name a class that the data lack', { ...given, 7: 1 }, {}, ConfigError, /^training\.classWeights\.7: the training data have no class 7\n.*\n.*0, 1, 2/],
    ['leave a class out', { 0: 1, 1: 5 }, {}, ConfigError, /^training\.classWeights: class 2 has no weight\n.*0, 1\n.*0, 1, 2/],
    ['belong to targets that are no classes', { 0: 1 }, { data: arrays({ inputs, targets: inputs }), loss: meanSquaredError(), model: dense({ units: 2 }) }, DataError, /targets, sample 2: a class weight needs targets that are classes/],
    ['are negative', { ...given, 1: -1 }, {}, ConfigError, /training\.classWeights\.1: out of range\n {2}got: -1/],
    ['are all 0', { 0: 0, 1: 0, 2: 0 }, {}, DataError, /all weights of the train part are 0/],
    ['are balanced without data', 'balanced', { data: undefined as never, shapes: { inputs: [[2]], targets: [{ shape: [], dtype: 'int32' }] } }, ConfigError, /^training\.classWeights: balanced class weights need training data/],
    ['are given by name and by index', { low: 1, middle: 5, high: 0.5, 1: 2 }, { data: arrays({ inputs, targets: { ...indices, categories: ['low', 'middle', 'high'] } }) }, ConfigError, /^training\.classWeights\.middle: class middle has two weights\n {2}got: 5 by its name, 2 by its index 1\n/],
    ['leave a class out whose index is the name of another', { 2: 1, 9: 5 }, { data: arrays({ inputs, targets: { ...indices, categories: ['2', '9', '10'] } }) }, ConfigError, /^training\.classWeights: class 10 has no weight/],
    ['are a list', [1, 5, 0.5] as never, {}, ConfigError, /training\.classWeights: wrong value\n {2}got: .*\n {2}expected: one of balanced, or an object \(keys with values\)/],
    ['stand beside two losses', given, {
      model: parallel([dense({ units: 3 }), dense({ units: 3 })]), loss: [categoricalCrossEntropy(), categoricalCrossEntropy()],
      data: arrays({ inputs: { left: inputs, right: inputs }, targets: { first: indices, second: indices } }),
    }, ConfigError, /^training\.classWeights: class weights need one loss/],
  ])('are refused where they %s', async (_, classWeights, more, kind, message) => {
    const error = await refused({ ...config(classWeights), ...more });
    expect(error).toBeInstanceOf(kind);
    expect(error.message).toMatch(message);
  });
});

describe('targets that the loss ignores', () => {
  const ignoring = (data: RunConfig['data']): RunConfig => ({ ...config(undefined, data), loss: categoricalCrossEntropy({ ignoreClass: -1 }) });
  const none = { values: labels.map(() => -1), dtype: 'int32' as const };

  it('are refused where a part of the data has no others', async () => {
    expect((await refused(ignoring(arrays({ inputs, targets: none })))).message).toBe([
      'data.targets: no target of the train part counts: there is nothing to take the mean of', '  got: for each the class that the loss ignores, -1, or a weight of 0',
      '  expected: at least one of another class, in a sample with a weight above 0',
    ].join('\n'));
    expect((await refused(ignoring(arrays({ inputs, targets: indices, test: { inputs, targets: none } })))).message).toContain('data.test.targets: no target of the test part counts');
    const onlyWithoutWeight = { values: labels.map((_, sample) => (sample === 0 ? 1 : -1)), dtype: 'int32' as const };
    expect((await refused(ignoring(arrays({ inputs, targets: onlyWithoutWeight, weights: [0, 1, 1, 1, 1, 1] })))).message).toContain('no target of the train part counts');
    await withRun(ignoring(arrays({ inputs, targets: indices })), async run => {
      await expect(run.evaluate({ inputs, targets: none })).rejects.toThrow('batch.targets: no target counts');
    });
  });

  it('may fill a batch of a stream', async () => {
    const data = stream({ samples: () => labels.map((label, sample) => ({ inputs: inputs[sample] ?? [], targets: { values: Int32Array.of(sample < 4 ? -1 : label), shape: [] } })) });
    await withRun(ignoring(data), async run => expect(await run.train()).toMatchObject({ steps: 4 }));
  });
});
