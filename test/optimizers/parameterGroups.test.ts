import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { adam, arrays, averageWeights, accumulate, chain, ConfigError, createRun, dense, l2, loadModel, lookahead, meanSquaredError, momentum, parameterGroups, scaleByRate, sequential, sgd, simplify } from 'chainrule';
import type { RunConfig } from 'chainrule';
import { describe, expect, it } from 'vitest';
import { maxNorm } from '../../src/projections/index.ts';
import { expectClose } from '../../src/verification/closeTo.ts';
import { testedBackends } from '../../src/verification/testedBackends.ts';
import { tolerances } from '../../src/verification/tolerances.ts';
import { withRun } from '../training/problems.ts';

type Optimizer = RunConfig['optimizer'];

function config(optimizer: Optimizer, more: Partial<RunConfig> = {}): RunConfig {
  return {
    model: sequential([dense({ name: 'encoder', units: 4, activation: 'tanh', kernelRegularizer: l2(0.1), kernelProjection: maxNorm(0.1) }), dense({ name: 'head', units: 2 })]),
    loss: meanSquaredError(), optimizer, data: arrays({ inputs: [[1, 2, 3], [2, 3, 4], [-1, 0, 2]], targets: [[1, 2], [2, 3], [0, 1]] }),
    training: { epochs: 3, batchSize: 2 }, seed: 1, backend: 'typescript', ...more,
  };
}

async function weightsAfter(optimizer: Optimizer, more: Partial<RunConfig> = {}, epochs = 3): Promise<Readonly<Record<string, number[]>>> {
  return withRun(config(optimizer, more), async run => {
    await run.train({ epochs });
    return Object.fromEntries(Object.entries(await run.getWeights()).map(([path, { values }]) => [path, [...values]]));
  });
}

const frozen = parameterGroups({ groups: [{ match: 'encoder/**', frozen: true }], rest: adam(0.1) });

const backends = await testedBackends();

describe('a frozen group', () => {
  it.each(backends)('keeps its bits on $name, projections and decay notwithstanding', async ({ name, backend }) => {
    if (backend === undefined) return;
    const first = await weightsAfter(frozen, { backend: name }, 0);
    const optimizers = [
      frozen, chain([frozen, scaleByRate(0.5)]), averageWeights({ optimizer: frozen }), accumulate({ optimizer: frozen, batches: 2 }), lookahead({ optimizer: frozen, every: 2 }),
      parameterGroups({ groups: [{ match: 'encoder/*', frozen: true }], rest: momentum({ learningRate: 0.1, weightDecay: 0.1, clipGlobalNorm: 1 }) }),
    ];
    for (const optimizer of optimizers) {
      const after = await weightsAfter(optimizer, { backend: name });
      for (const path of ['encoder/kernel', 'encoder/bias']) expect(after[path]).toEqual(first[path]);
      expect(after['head/kernel']).not.toEqual(first['head/kernel']);
    }
  });

  it.each([
    ['backprop', 'matMul', 5, 3], ['autodiff', 'gradient', 4, 2],
  ] as const)('costs no gradient: %s records %s %d times without it, %d with it', async (gradients, operation, all, rest) => {
    const count = async (optimizer: Optimizer) => withRun(config(optimizer, { gradients, backend: 'tfjs:cpu' }), async run => simplify(run.graph('train')).nodes.filter(({ op }) => op === operation).length);
    expect(await count(adam(0.1))).toBe(all);
    expect(await count(frozen)).toBe(rest);
    expect(await count(accumulate({ optimizer: frozen, batches: 2 }))).toBe(rest);
  });

  it('has no slots', async () => {
    await withRun(config(frozen), async run => {
      const { optimizer } = run.parts;
      expect(Object.keys(optimizer.slots?.([3, 4], 'encoder/kernel') ?? {})).toEqual([]);
      expect(Object.keys(optimizer.slots?.([4, 2], 'head/kernel') ?? {})).toEqual(['rest.0.firstMoment', 'rest.0.secondMoment']);
    });
  });
});

describe('groups', () => {
  it('have a rate or an optimizer of their own; the first that matches counts', async () => {
    const grouped = await weightsAfter(parameterGroups({
      groups: [{ match: 'head/bias', rateScale: 0 }, { match: ['encoder/*'], rateScale: 0.5 }, { match: ['**/bias', 'head/*'], frozen: true }],
      rest: sgd(0.1),
    }), {}, 1);
    const first = await weightsAfter(sgd(0.1), {}, 0);
    const plain = await weightsAfter(sgd(0.1), {}, 1);
    expect(grouped['head/bias']).toEqual(first['head/bias']);
    expect(grouped['head/kernel']).toEqual(first['head/kernel']);
    expect(grouped['encoder/bias']).not.toEqual(first['encoder/bias']);
    expect(grouped['encoder/bias']).not.toEqual(plain['encoder/bias']);
  });

  it('with decay on kernels alone are decay without biases', async () => {
    const decayed = sgd({ learningRate: 0.1, weightDecay: 0.3 });
    const grouped = await weightsAfter(parameterGroups({ groups: [{ match: '**/bias', optimizer: sgd(0.1) }], rest: decayed }));
    const excluded = await weightsAfter(chain([{ use: 'decoupledWeightDecay', decay: 0.3, excludeBiases: true }, sgd(0.1)]));
    for (const [path, values] of Object.entries(excluded)) expectClose(grouped[path] ?? [], values, tolerances.float32, path);
  });

  it.each<[string, unknown, RegExp]>([
    ['a pattern that matches nothing', { groups: [{ match: 'head/kernl', frozen: true }], rest: 'sgd' },
      /^optimizer\.groups\[0\]\.match: the pattern matches no parameter\n {2}got: head\/kernl\n {2}expected: .*encoder\/kernel, encoder\/bias, head\/kernel, head\/bias\n {2}did you mean: head\/kernel\?/u],
    ['one pattern of several that matches nothing', { groups: [{ match: 'head/*', frozen: true }, { match: ['encoder/**', '*'], rateScale: 2 }], rest: 'sgd' }, /optimizer\.groups\[1\]\.match: .*\n {2}got: \*/u],
    ['a group without a treatment', { groups: [{ match: 'head/**' }], rest: 'sgd' }, /optimizer\.groups\[0\]: a group has one of optimizer, frozen and rateScale, not none/u],
    ['a group with two', { groups: [{ match: 'head/**', frozen: true, rateScale: 1 }], rest: 'sgd' }, /not several/u],
    ['a negative rate scale', { groups: [{ match: 'head/**', rateScale: -1 }], rest: 'sgd' }, /groups\[0\]\.rateScale/u],
    ['no group', { groups: [], rest: 'sgd' }, /optimizer\.groups/u],
    ['a rate for what gives values', { groups: [{ match: 'head/**', rateScale: 1 }], rest: { use: 'lookahead', optimizer: 'sgd' } },
      /^optimizer\.groups\[0\]\.rateScale: a rate cannot scale what is no update\n {2}got: an optimizer `rest` that gives head\/kernel its value outright/u],
    ['a group to which those before it leave nothing', { groups: [{ match: '**/bias', rateScale: 2 }, { match: ['head/bias', 'encoder/bias'], frozen: true }], rest: 'sgd' },
      /^optimizer\.groups\[1\]\.match: the groups before it have every parameter that it matches\n {2}got: head\/bias, encoder\/bias/u],
    ['to freeze everything', { groups: [{ match: '**/bias', frozen: true }, { match: '**', frozen: true }], rest: 'sgd' }, /^optimizer\.groups: every parameter is frozen: there is nothing to train\n {2}got: encoder\/kernel, /u],
  ])('refuse %s', async (_, options, message) => {
    const made = createRun(config({ use: 'parameterGroups', ...options as object }));
    await expect(made).rejects.toThrow(message);
    await expect(made).rejects.toThrow(ConfigError);
  });

  const idle = parameterGroups({ groups: [{ match: 'nowhere', frozen: true }], rest: 'sgd' });
  it.each<[string, Optimizer, string]>([
    ['a chain', chain(['sgd', idle]), 'transforms[1].groups[0].match'],
    ['what gathers gradients', accumulate({ batches: 2, optimizer: chain([idle]) }), 'optimizer.transforms[0].groups[0].match'],
    ['a mean of weights', averageWeights({ optimizer: lookahead({ optimizer: idle }) }), 'optimizer.optimizer.groups[0].match'],
    ['the rest of other groups', parameterGroups({ groups: [{ match: 'head/*', frozen: true }], rest: idle }), 'rest.groups[0].match'],
    ['a group of others, whose parameters alone it has', parameterGroups({ groups: [{ match: 'head/*', optimizer: parameterGroups({ groups: [{ match: 'encoder/*', frozen: true }], rest: 'sgd' }) }], rest: 'sgd' }),
      'groups[0].optimizer.groups[0].match'],
  ])('in %s are refused at their own place', async (_, optimizer, place) => {
    await expect(createRun(config(optimizer))).rejects.toThrow(`optimizer.${place}: the pattern matches no parameter`);
  });
});

it('groups go through a model file', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'chainrule-'));
  const optimizer = parameterGroups({ groups: [{ match: ['encoder/**'], optimizer: momentum({ learningRate: 0.1 }) }], rest: lookahead({ optimizer: adam(0.1) }) });
  await withRun(config(optimizer), run => run.save(join(folder, 'model.safetensors')));
  await using loaded = await loadModel(join(folder, 'model.safetensors'));
  expect(Object.keys(loaded.parts.optimizer.slots?.([4, 2], 'head/kernel') ?? {})).toEqual(['rest.slow', 'rest.optimizer.0.firstMoment', 'rest.optimizer.0.secondMoment']);
  expect(Object.keys(loaded.parts.optimizer.slots?.([3, 4], 'encoder/kernel') ?? {})).toEqual(['0.0.velocity']);
  await rm(folder, { recursive: true });
});

describe('a chain', () => {
  it('refuses a link that gives values before the last', async () => {
    await expect(createRun(config(chain([accumulate({ optimizer: 'sgd', batches: 2 }), scaleByRate(0.1)])))).rejects.toThrow(/^optimizer\.transforms\[0\]: a transform that gives parameters their values is not the last of a chain/u);
    await expect(createRun(config(chain([chain([lookahead({ optimizer: 'sgd' }), 'sgd'])])))).rejects.toThrow(/^optimizer\.transforms\[0\]\.transforms\[0\]: a transform/u);
    await expect(weightsAfter(chain([scaleByRate(0.1), accumulate({ optimizer: 'sgd', batches: 2 })]))).resolves.toBeDefined();
  });
});
