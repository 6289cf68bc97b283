import {
  accumulate, adam, arrays, chain, clipByGlobalNorm, DataError, defineOptimizer, dense, lookahead, parameterGroups, scaleByRate, sgd, stream,
} from 'chainrule';
import type { ReferenceInput, RunConfig } from 'chainrule';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { findRate } from '../../src/run/findRate.ts';
import { expectClose } from '../../src/verification/closeTo.ts';
import { classifier, clouds, withRun } from '../training/problems.ts';
import { observedBy } from '../training/observed.ts';

const own = (more: Partial<RunConfig> = {}): RunConfig => classifier(30, { backend: 'typescript', ...more });
const options = { from: 1e-4, to: 100, steps: 61 };

describe('findRate', () => {
  it('lets the rate grow by the same ratio a step, and smooths the losses', async () => {
    const { trials } = await findRate(own(), { ...options, smoothing: 0.8 });
    expectClose(trials.map(({ rate }) => rate), trials.map((_, step) => 1e-4 * 10 ** (step / 10)), { relative: 1e-12, absolute: 0 });
    let average = 0;
    const smoothed = trials.map(({ loss }, step) => {
      average = 0.8 * average + 0.2 * loss;
      return average / (1 - 0.8 ** (step + 1));
    });
    expectClose(trials.map(each => each.smoothed), smoothed, { relative: 1e-12, absolute: 0 });
  });

  it('takes the steps that a run with such rates takes', async () => {
    const { trials } = await findRate(own({ optimizer: sgd() }), options);
    const losses: number[] = [];
    const rate = { use: 'exponentialDecay', initialValue: 1e-4, decaySteps: 60, decayRate: 1e6 };
    await withRun(own({ optimizer: { use: 'sgd', learningRate: rate }, ...observedBy({ stepped: ({ loss }) => void losses.push(loss) }) }), run => run.train({ steps: 20 }));
    expect(trials.slice(0, 20).map(({ loss }) => loss)).toEqual(losses);
  });

  it('ends where the loss breaks out, and suggests what lies before it', async () => {
    const { trials, reason, suggestions } = await findRate(own({ optimizer: sgd() }), options);
    const best = Math.min(...trials.slice(0, -1).map(({ smoothed }) => smoothed));
    expect(reason).toBe('diverged');
    expect(trials.at(-1)?.smoothed).toBeGreaterThan(4 * best);
    expect(trials.slice(0, -1).every(({ smoothed }, index) => smoothed <= 4 * Math.min(...trials.slice(0, index + 1).map(each => each.smoothed)))).toBe(true);
    const { steepest = 0, minimum = 0, tenthOfMinimum } = suggestions ?? {};
    expect(trials.find(({ smoothed }) => smoothed === best)?.rate).toBe(minimum);
    expect(tenthOfMinimum).toBe(minimum / 10);
    expect(steepest).toBeGreaterThan(1e-3);
    expect(steepest).toBeLessThanOrEqual(minimum);
    await withRun(own({ optimizer: sgd(tenthOfMinimum) }), async run => expect((await run.train({ epochs: 30 })).reason).toBe('finished'));
  });

  it('ends at a loss that is not finite, and at the last step', async () => {
    const large = arrays({ inputs: [[1e18], [-1e18]], targets: [[1], [2]] });
    const bursting = await findRate(own({ data: large, model: [dense({ units: 1, kernelInitializer: 'zeros' })], loss: 'meanSquaredError', metrics: [], training: { batchSize: 2 }, optimizer: sgd() }), { ...options, from: 1 });
    expect(bursting).toMatchObject({ reason: 'not finite', trials: [{ rate: 1 }], suggestions: undefined });
    const calm = await findRate(own(), { from: 1e-9, to: 1e-8, steps: 5 });
    expect(calm).toMatchObject({ reason: 'finished', trials: { length: 5 } });
  });

  it('suggests nothing where the loss never falls', async () => {
    const { inputs, targets } = clouds(30);
    const still = own({ model: [dense({ units: 3, useBias: false })], data: arrays({ inputs: inputs.map(() => [0, 0]), targets, shuffle: false }), training: { batchSize: 30 }, optimizer: sgd() });
    expect((await findRate(still, { from: 1e-9, to: 1e-8, steps: 20 })).suggestions).toBeUndefined();
  });

  const optimizers: Readonly<Record<string, ReferenceInput<'optimizer'>>> = {
    'a name': 'sgd', 'the last link of a chain': chain([clipByGlobalNorm(1), adam(1), scaleByRate(3)]), 'names in a chain': { use: 'chain', transforms: ['sgd'] },
    'an optimizer inside another': lookahead({ optimizer: accumulate({ batches: 1, optimizer: sgd(5) }) }),
    'the rest of groups': parameterGroups({ groups: [{ match: '**/bias', frozen: true }], rest: adam(4) }),
    'the only rate of groups': parameterGroups({ groups: [{ match: '**/kernel', optimizer: adam(4) }], rest: clipByGlobalNorm(1) }),
  };
  for (const [place, optimizer] of Object.entries(optimizers)) {
    it(`replaces the rate of ${place}, and leaves the config as it was`, async () => {
      const before = JSON.stringify(optimizer);
      const run = (from: number) => findRate(own({ optimizer }), { from, to: from * 1.001, steps: 12 });
      const [small, large] = [await run(1e-12), await run(0.05)];
      const still = await run(1e-13);
      expectClose(small.trials.map(({ loss }) => loss), still.trials.map(({ loss }) => loss), { relative: place === 'the only rate of groups' ? 1 : 1e-5, absolute: 0 });
      expect(large.trials.at(-1)?.loss).not.toBeCloseTo(small.trials.at(-1)?.loss ?? 0, 5);
      expect(JSON.stringify(optimizer)).toBe(before);
    });
  }

  it('takes an optimizer of a plugin', async () => {
    const mine = defineOptimizer({ name: 'mine', summary: 'holds another', options: components => z.strictObject({ inner: components.optimizer() }), create: ({ inner }) => inner });
    expect((await findRate(own({ optimizer: mine({ inner: sgd() }) }), options)).reason).toBe('diverged');
  });

  it('reads a stream, and tells no observer', async () => {
    const samples = function* samples() { for (let index = 0; ; index++) yield { inputs: [Math.sin(index), 1], targets: index % 3 }; };
    const told: string[] = [];
    const found = await findRate(own({ data: stream({ samples }), ...observedBy({ started: () => void told.push('started'), stepped: () => void told.push('stepped') }) }), options);
    expect(found.trials.length).toBeGreaterThan(20);
    expect(told).toEqual([]);
  });

  it('ends when it is aborted', async () => {
    expect(await findRate(own(), { ...options, signal: AbortSignal.abort() })).toMatchObject({ reason: 'interrupted', trials: [], suggestions: undefined });
  });

  it('refuses what it cannot try', async () => {
    await expect(findRate(own({ optimizer: clipByGlobalNorm(1) }))).rejects.toThrow(/optimizer: there is no learning rate to vary[^]*got: clipByGlobalNorm/u);
    await expect(findRate(own({ optimizer: 'sdg' }))).rejects.toThrow(/did you mean: sgd/u);
    await expect(findRate(own(), { from: 2, to: 1 })).rejects.toThrow(/findRate\.to: the rates do not grow/u);
    await expect(findRate(own(), { from: 1e-300, to: 1e300 })).rejects.toThrow('findRate.from: an option has a wrong value\n  got: 1e-300\n  expected: at least 1e-37');
    await expect(findRate(own(), { to: 1e300 })).rejects.toThrow('findRate.to: an option has a wrong value\n  got: 1e+300\n  expected: at most 1e+38');
    for (const given of [null, undefined]) await expect(findRate(given as never)).rejects.toThrow(/expected: an object/u);
    await expect(findRate(own(), { step: 3 } as never)).rejects.toThrow(/did you mean: steps/u);
    const { data, ...without } = own({ shapes: { inputs: [[2]], targets: [{ shape: [], dtype: 'int32' }] } });
    expect(data).toBeDefined();
    await expect(findRate(without)).rejects.toThrow(/no data to try rates on/u);
    await expect(findRate(own({ training: { batchSize: 99 } }))).rejects.toThrow(DataError);
  });
});
