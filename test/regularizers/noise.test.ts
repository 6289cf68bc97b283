import { alphaDropout, arrays, createRun, dense, dropout, gaussianDropout, gaussianNoise, meanSquaredError, ShapeError, sgd } from 'chainrule';
import type { RunConfig } from 'chainrule';
import { describe, expect, it } from 'vitest';
import { RandomStream } from '../../src/random/randomStream.ts';
import { expectClose } from '../../src/verification/closeTo.ts';
import { withRun } from '../training/problems.ts';

const [rows, columns] = [40, 250];
const random = new RandomStream(3, 'noise test');
const normal = Array.from({ length: rows }, () => Array.from({ length: columns }, () => random.normal()));
const ones = Array.from({ length: rows }, () => Array.from({ length: columns }, () => 1));

function config(model: RunConfig['model'], inputs: readonly (readonly number[])[]): RunConfig {
  return {
    model, loss: meanSquaredError({ half: true, reduction: 'sum' }), optimizer: sgd({ learningRate: 0.1 }), backend: 'typescript:float64',
    data: arrays({ inputs, targets: inputs }), training: { epochs: 1, batchSize: rows },
  };
}

/** Outputs and input gradients of a training step on inputs that are their own targets. */
async function train(model: RunConfig['model'], inputs: readonly (readonly number[])[], step = 0) {
  return withRun(config(model, inputs), async run => {
    const { outputs: [y], inputs: [dx] } = await run.gradients({ inputs, targets: inputs }, { step });
    return { y: Array.from(y?.values ?? []), dx: Array.from(dx?.values ?? []) };
  });
}

function moments(values: readonly number[]) {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return { mean, deviation: Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length) };
}

/** Mean and standard deviation of 10,000 values, to five standard errors of numbers that spread no wider than normal ones twice over. */
function expectMoments(values: readonly number[], mean: number, deviation: number): void {
  const own = moments(values);
  expectClose([own.mean, own.deviation], [mean, deviation], { relative: 0, absolute: (5 * 2 * Math.max(deviation, 0.1)) / Math.sqrt(values.length) });
}

describe('noise', () => {
  it('gaussianNoise adds normal numbers of its deviation, and passes gradients on', async () => {
    const { y, dx } = await train(gaussianNoise(0.5), ones);
    expectMoments(y, 1, 0.5);
    expectClose(dx, y.map(value => value - 1), { relative: 1e-9, absolute: 1e-12 });
  });

  it('gaussianDropout spreads as dropout of the same rate does', async () => {
    const { y } = await train(gaussianDropout(0.2), ones);
    expectMoments(y, 1, Math.sqrt(0.25));
    expectMoments((await train(dropout(0.2), ones)).y, 1, Math.sqrt(0.25));
  });

  it.each([0.1, 0.5])('alphaDropout of %s keeps mean 0 and variance 1, and sets what it drops to one value', async rate => {
    const { y, dx } = await train(alphaDropout(rate), normal);
    expectMoments(y, 0, 1);
    const saturation = -1.7580993408473766;
    const scale = 1 / Math.sqrt((1 - rate) * (1 + rate * saturation ** 2));
    const dropped = y.filter((_, index) => dx[index] === 0);
    expectClose(dropped, dropped.map(() => scale * saturation * (1 - rate)), { relative: 1e-9, absolute: 1e-12 });
    expectClose([dropped.length / y.length], [rate], { relative: 0, absolute: 0.025 });
  });

  it('takes its strength from a schedule', async () => {
    const falling = { use: 'exponentialDecay', initialValue: 0.8, decaySteps: 1, decayRate: 0.25 };
    for (const make of [gaussianNoise, (strength: typeof falling) => dropout({ rate: strength })]) {
      const [first, second] = [await train(make(falling), ones), await train(make(falling), ones, 1)];
      expect(moments(second.y).deviation).toBeLessThan(moments(first.y).deviation / 2);
    }
  });

  it.each([gaussianNoise(-0.1), gaussianDropout(1), alphaDropout(1), dropout({ rate: 0.5, noiseShape: [0] })])('refuses options out of range: $use', async model => {
    await expect(createRun(config(model, ones))).rejects.toThrow(/expected/u);
  });
});

describe('noiseShape', () => {
  const pairs = { inputs: Array.from({ length: rows }, () => Array.from({ length: 6 }, () => [1, 1])) };
  const run = (noiseShape: readonly number[], inputs: typeof pairs.inputs) => createRun({ ...config(dropout({ noiseShape }), []), data: arrays({ inputs, targets: inputs }) });

  it('drops elements along an axis of 1 together, each sample on its own', async () => {
    await using made = await run([6, 1], pairs.inputs);
    const { outputs: [y] } = await made.gradients({ inputs: pairs.inputs, targets: pairs.inputs });
    const values = Array.from(y?.values ?? []);
    expect(values.filter((value, index) => value !== values[index - (index % 2)])).toEqual([]);
    const ofSamples = new Set(Array.from({ length: rows }, (_, row) => values.slice(12 * row, 12 * row + 12).join(' ')));
    expect(ofSamples.size).toBeGreaterThan(1);
  });

  it('is refused where it does not fit, with the layer', async () => {
    const error: unknown = await run([2, 6], pairs.inputs).then(() => undefined, (reason: unknown) => reason);
    expect(error).toBeInstanceOf(ShapeError);
    expect(String(error)).toContain('got: [2, 6]\n  expected: [6, 2], or 1 in place of some extents');
  });

  it('is that of a kernel without its first axis', async () => {
    const inputs = [[1, 0, 0, 0, 0, 0, 0, 0], [0, 1, 0, 0, 0, 0, 0, 0]];
    const model = dense({ units: 8, useBias: false, kernelInitializer: 'ones', kernelRegularizer: dropout({ noiseShape: [1] }) });
    await withRun(config(model, inputs), async own => {
      const { outputs: [y] } = await own.gradients({ inputs, targets: inputs });
      for (const row of [0, 8]) expect(new Set(y?.values.slice(row, row + 8)).size).toBe(1);
    });
  });
});
