import { accumulate, adam, arrays, averageWeights, categoricalCrossEntropy, chain, createRun, dense, l2, lookahead, momentum, parameterGroups, sequential, stepDecay } from 'chainrule';
import type { Run, RunConfig } from 'chainrule';
import { describe, expect, it } from 'vitest';
import { maxNorm } from '../../src/projections/index.ts';
import { expectClose } from '../../src/verification/closeTo.ts';
import { backendNames, testedBackends } from '../../src/verification/testedBackends.ts';
import { tolerances } from '../../src/verification/tolerances.ts';
import { clouds, flatWeights, withRun } from '../training/problems.ts';
import { shardedStep } from './shards.ts';

const { inputs, targets } = clouds(128);
const part = (first: number, count: number) => ({ inputs: inputs.slice(first, first + count), targets: targets.slice(first, first + count) });
const optimizer = momentum({ learningRate: stepDecay({ initialValue: 0.2, stepSize: 2, factor: 0.5 }), momentum: 0.9, weightDecay: 0.01, clipGlobalNorm: 0.3 });

function config(backend: string, more: Partial<RunConfig>): RunConfig {
  return {
    model: sequential([dense({ units: 6, activation: 'tanh', kernelRegularizer: l2(0.01) }), dense({ units: 3, kernelProjection: maxNorm(1) })]),
    loss: categoricalCrossEntropy(), optimizer, data: arrays({ inputs, targets, shuffle: false }), seed: 3, backend, ...more,
  };
}

async function trained(backend: string, more: Partial<RunConfig>): Promise<number[]> {
  return withRun(config(backend, more), async run => {
    await run.train();
    return flatWeights(run);
  });
}

const float64 = { relative: 1e-12, absolute: 1e-12 };
const backends = [
  { name: 'typescript:float64', missing: undefined, tolerance: float64 },
  ...(await testedBackends(backendNames)).map(({ name, missing }) => ({ name, missing, tolerance: tolerances.float32 })),
];

describe.each(backends)('one batch of 128 on $name', ({ name, missing, tolerance }) => {
  it.skipIf(missing !== undefined)(`is four accumulated batches of 32${missing === undefined ? '' : ` (skipped: ${missing})`}`, async () => {
    const whole = await trained(name, { training: { epochs: 3, batchSize: 128 } });
    const accumulated = await trained(name, { training: { epochs: 3, batchSize: 32 }, optimizer: accumulate({ optimizer, batches: 4 }) });
    expectClose(accumulated, whole, tolerance, 'parameters after 3 updates');
  });

  it.skipIf(missing !== undefined)(`is the sum of two shards of 64${missing === undefined ? '' : ` (skipped: ${missing})`}`, async () => {
    await using run = await createRun(config(name, { training: { epochs: 1, batchSize: 128 } }));
    const sharded = await shardedStep(run, [part(0, 64), part(64, 64)], 64);
    await run.train();
    for (const [path, { values }] of Object.entries(await run.getWeights())) expectClose(sharded[path] ?? [], values, tolerance, path);
  });
});

describe('accumulate', () => {
  const steps = async (run: Run, count: number) => {
    for (let step = 0; step < count; step++) await run.step(part(step * 32, 32));
    return flatWeights(run);
  };

  it.each(['typescript', 'wasm', 'tfjs:cpu'])('keeps the bits of parameters and slots between updates on %s', async backend => {
    await withRun(config(backend, { optimizer: accumulate({ optimizer: adam(0.1), batches: 3 }) }), async run => {
      const first = await steps(run, 0);
      expect(await steps(run, 2)).toEqual(first);
      const updated = await steps(run, 1);
      expect(updated).not.toEqual(first);
      expect(await steps(run, 2)).toEqual(updated);
    });
  });

  it.each<[string, RunConfig['optimizer'], Partial<RunConfig>, string]>([
    ['itself', accumulate({ optimizer, batches: 9 }), {}, 'batches: more batches than the training has: nothing would be updated\n  got: 9, in a training of 8 steps\n  expected: at most 8'],
    ['steps', accumulate({ optimizer, batches: 4 }), { training: { steps: 3 } }, 'batches: more batches than the training has: nothing would be updated\n  got: 4, in a training of 3 steps'],
    ['itself inside itself', accumulate({ optimizer: accumulate({ optimizer, batches: 3 }), batches: 4 }), {}, 'optimizer.batches: more batches than the training has: nothing would be updated\n  got: 3, in a training of 2 steps'],
    ['a chain', chain(['sgd', averageWeights({ optimizer: lookahead({ optimizer: accumulate({ optimizer, batches: 9 }) }) })]), {}, 'transforms[1].optimizer.optimizer.batches: more'],
    ['a group', parameterGroups({ groups: [{ match: '**/bias', optimizer: accumulate({ optimizer, batches: 9 }) }], rest: 'sgd' }), {}, 'groups[0].optimizer.batches: more'],
  ])('refuses to gather more batches than the training has: %s', async (_, own, more, message) => {
    await using run = await createRun(config('typescript', { optimizer: own, training: { epochs: 2, batchSize: 32 }, ...more }));
    await expect(run.train()).rejects.toThrow(`optimizer.${message}`);
  });

  it.each(['weights', 'nonzeroWeights'] as const)('refuses losses that are divided by %s, which batches have in unlike numbers', async denominator => {
    const own = (more: RunConfig['optimizer']) => config('typescript', { optimizer: more, training: { batchSize: 32, denominator } });
    const message = 'batches whose losses are divided by their weights do not add up to a larger batch';
    await expect(createRun(own(chain(['sgd', accumulate({ optimizer, batches: 2 })])))).rejects.toThrow(`optimizer.transforms[1].batches: ${message}`);
    await withRun(own(accumulate({ optimizer, batches: 1 })), run => expect(run.train()).resolves.toMatchObject({ steps: 4 }));
  });

  it('may gather over several calls of train', async () => {
    await withRun(config('typescript', { optimizer: accumulate({ optimizer, batches: 9 }), training: { epochs: 2, batchSize: 32 } }), async run => {
      const first = await flatWeights(run);
      await run.train({ steps: 8 });
      expect(await flatWeights(run)).toEqual(first);
      await run.train({ steps: 1 });
      expect(await flatWeights(run)).not.toEqual(first);
    });
  });

  it('refuses a number of batches that is no whole number from 1', async () => {
    for (const batches of [0, 1.5, -2]) {
      await expect(createRun(config('typescript', { optimizer: accumulate({ optimizer, batches }) }))).rejects.toThrow(/optimizer\.batches/u);
    }
  });
});
