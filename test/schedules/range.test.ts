import {
  accumulate, adam, arrays, batchNormalization, ConfigError, constantSchedule, cosineDecay, cosineDecayRestarts, createRun, defineOptimizer, defineSchedule, dense, dropout, exponentialDecay, inverseTimeDecay, l2, meanSquaredError, momentum,
  multiStep, NonFiniteError, oneCycle, piecewiseConstant, polynomialDecay, reduceOnPlateau, sequential, sgd, stepDecay, warmUp,
} from 'chainrule';
import type { Reference, RunConfig } from 'chainrule';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';

const config = {
  model: sequential([dense({ units: 1 })]), loss: meanSquaredError(), optimizer: sgd(0.1),
  data: arrays({ inputs: [[1], [2], [3], [4]], targets: [[2], [4], [5], [7]] }), backend: 'typescript', training: { epochs: 4, batchSize: 2 },
} satisfies RunConfig;

const rate = (learningRate: Reference<'schedule'>): Partial<RunConfig> => ({ optimizer: sgd({ learningRate }) });
const drop = (own: Reference<'schedule'>): Partial<RunConfig> => ({ model: sequential([dense({ units: 2 }), dropout({ rate: own }), dense({ units: 1 })]) });

describe('a schedule that leaves the range of its option', () => {
  it.each<[string, Partial<RunConfig>, string]>([
    ['a climb from below', rate(warmUp({ schedule: 0.1, steps: 3, initialValue: -0.1 })), 'optimizer.learningRate.initialValue: out of range\n  got: -0.1\n  expected: at least 0'],
    ['a climb to what is too high', drop(warmUp({ schedule: 1, steps: 3 })), 'model.layers[1].rate.schedule: out of range\n  got: 1\n  expected: less than 1'],
    ['a climb to what then falls too low', rate(warmUp({ schedule: polynomialDecay({ initialValue: 1, finalValue: -1, decaySteps: 5 }), steps: 3 })), 'optimizer.learningRate.schedule.finalValue: out of range\n  got: -1'],
    ['a later stretch', drop(piecewiseConstant({ boundaries: [10], values: [0.5, 1.5] })), 'model.layers[1].rate.values[1]: out of range\n  got: 1.5\n  expected: less than 1'],
    ['a momentum', { optimizer: momentum({ momentum: piecewiseConstant({ boundaries: [10, 20], values: [0.5, 0.9, 1] }) }) }, 'optimizer.momentum.values[2]: out of range\n  got: 1\n  expected: less than 1'],
    ['a running mean', { model: sequential([dense({ units: 2 }), batchNormalization({ momentum: multiStep({ initialValue: 0.9, boundaries: [5, 9], factor: [1, 1.5] }) }), dense({ units: 1 })]) }, 'model.layers[1].momentum.factor[1]: the schedule reaches 1.35\n  got: 1.5'],
    ['a strength of a penalty', { model: sequential([dense({ units: 1, kernelRegularizer: l2(polynomialDecay({ initialValue: 0.1, finalValue: -0.01, decaySteps: 9 })) })]) }, 'model.layers[0].kernelRegularizer.lambda.finalValue: out of range\n  got: -0.01'],
    ['an end below 0', rate(oneCycle({ peakValue: 1, totalSteps: 20, finalValue: -3 })), 'optimizer.learningRate.finalValue: out of range\n  got: -3'],
    ['a peak, with defaults that come of it', rate(oneCycle({ peakValue: -1, totalSteps: 20 })), 'optimizer.learningRate.peakValue: out of range\n  got: -1'],
    ['a first value', rate(inverseTimeDecay({ initialValue: -1, decaySteps: 2, decayRate: 1 })), 'optimizer.learningRate.initialValue: out of range\n  got: -1'],
    ['a share that is left', rate(cosineDecay({ initialValue: 2, decaySteps: 5, alpha: -0.5 })), 'optimizer.learningRate.alpha: the schedule reaches -1\n  got: -0.5\n  expected: at least 0'],
    ['restarts that grow', drop(cosineDecayRestarts({ initialValue: 0.5, firstDecaySteps: 5, mMul: 1.1 })), 'model.layers[1].rate.mMul: the schedule reaches Infinity\n  got: 1.1'],
    ['growth for ever', drop(exponentialDecay({ initialValue: 0.5, decaySteps: 5, decayRate: 1.1 })), 'model.layers[1].rate.decayRate: the schedule reaches Infinity\n  got: 1.1\n  expected: less than 1'],
    ['growth for ever in stairs', drop(stepDecay({ initialValue: 0.5, stepSize: 5, factor: 2 })), 'model.layers[1].rate.factor: the schedule reaches Infinity\n  got: 2'],
    ['growth behind a climb', drop(warmUp({ schedule: exponentialDecay({ initialValue: 0.5, decaySteps: 5, decayRate: 1.1 }), steps: 3 })), 'model.layers[1].rate.schedule.decayRate: the schedule reaches Infinity\n  got: 1.1'],
    ['a rate that is infinite in a step', rate(constantSchedule(1e39)), 'optimizer.learningRate: out of range\n  got: 1e+39\n  expected: at most 3.4e38, the largest float of 32 bits'],
    ['a number that is infinite in a step', { optimizer: sgd(1e39) }, 'optimizer.learningRate: out of range\n  got: 1e+39'],
    ['what follows a figure', drop(reduceOnPlateau({ initialValue: 2, monitor: 'training.loss' })), 'model.layers[1].rate.initialValue: out of range\n  got: 2'],
  ])('%s is refused at the option that is wrong', async (_, more, message) => {
    await expect(createRun({ ...config, ...more })).rejects.toThrow(message);
  });

  it('what ends within it is not', async () => {
    await using run = await createRun({ ...config, optimizer: momentum({
      learningRate: oneCycle({ peakValue: 0.1, totalSteps: 20 }), momentum: oneCycle({ initialValue: 0.95, peakValue: 0.85, finalValue: 0.95, totalSteps: 20 }),
      weightDecay: exponentialDecay({ initialValue: 0.001, decayRate: 1.5, decaySteps: 10 }),
    }) });
    await expect(run.train()).resolves.toMatchObject({ steps: 8 });
  });
});

describe('a schedule of a user’s own, which states no bounds', () => {
  const own = defineSchedule({
    name: 'own', summary: 'values of a list, step by step', options: () => z.strictObject({ values: z.array(z.union([z.number(), z.nan(), z.literal([Infinity, -Infinity])])) }),
    create: ({ values }) => ({ at: step => values[step] ?? 0.1 }),
  });

  it('is checked at its first value at once', async () => {
    await expect(createRun({ ...config, optimizer: sgd({ learningRate: own({ values: [-1] }) }) })).rejects.toThrow('optimizer.learningRate: out of range\n  got: -1\n  expected: at least 0');
    await expect(createRun({ ...config, optimizer: sgd({ learningRate: own({ values: [Number.NaN] }) }) })).rejects.toThrow('optimizer.learningRate: out of range\n  got: NaN\n  expected: at least 0');
  });

  it.each<[number, string]>([[Number.NaN, 'at least 0'], [Infinity, 'at most 3.4e38, the largest float of 32 bits'], [1e39, 'at most 3.4e38, the largest float of 32 bits'], [-Infinity, 'at least 0']])('ends a training with %d, with its place, the step and the weights from before', async (value, expected) => {
    const trained = async (values: number[], steps?: number) => {
      await using run = await createRun({ ...config, optimizer: adam({ learningRate: own({ values }) }) });
      const error: unknown = await run.train(steps === undefined ? {} : { steps }).then(() => undefined, (thrown: unknown) => thrown);
      return { error, weights: await run.getWeights() };
    };
    const { error, weights } = await trained([0.1, 0.1, 0.1, value]);
    expect(error).toBeInstanceOf(NonFiniteError);
    expect(String(error)).toContain(`optimizer.learningRate: the schedule is out of range in step 4\n  got: ${value}\n  expected: ${expected}\n  next: the weights from before it are in the run`);
    expect(weights).toEqual((await trained([], 3)).weights);
  });

  it('is told its place in an optimizer of optimizers, by its own count of steps, and its range', async () => {
    await using run = await createRun({ ...config, optimizer: accumulate({ batches: 2, optimizer: momentum({ momentum: warmUp({ schedule: own({ values: [0.5, 1.5] }), steps: 1 }) }) }) });
    await expect(run.train()).rejects.toThrow('optimizer.optimizer.momentum: the schedule is out of range in step 3\n  got: 1.5\n  expected: at least 0, less than 1');
  });

  it('is refused in a step of one’s own too', async () => {
    await using run = await createRun({ ...config, optimizer: sgd({ learningRate: own({ values: [0.1, Number.NaN] }) }) });
    const batch = { inputs: [[1]], targets: [[1]] };
    await run.step(batch);
    await expect(run.step(batch)).rejects.toThrow('optimizer.learningRate: the schedule is out of range in step 2\n  got: NaN');
  });
});

describe('a schedule whose function is wrong', () => {
  const faulty = defineSchedule({
    name: 'faulty', summary: 'wrong from a step on', options: () => z.strictObject({ from: z.number(), bounded: z.boolean().default(false), gives: z.string().optional() }),
    create: ({ from, bounded, gives }) => ({
      ...(bounded && { bounds: [[0.1]] as const }),
      at(step) {
        if (step < from) return 0.1;
        if (gives !== undefined) return gives as unknown as number;
        throw new Error('boo');
      },
    }),
  });
  const trained = async (learningRate: Reference<'schedule'>, steps?: number) => {
    await using run = await createRun({ ...config, optimizer: sgd({ learningRate }) });
    const error: unknown = await run.train(steps === undefined ? {} : { steps }).then(() => undefined, (thrown: unknown) => thrown);
    return { error: error as Error | undefined, weights: await run.getWeights() };
  };

  it.each<[string, Reference<'schedule'>, string]>([
    ['throws', faulty({ from: 3 }), 'optimizer.learningRate: the schedule throws in step 4\n  got: Error: boo'],
    ['throws inside another', warmUp({ schedule: faulty({ from: 1 }), steps: 2, initialValue: 0.1 }), 'optimizer.learningRate: the schedule throws in step 4\n  got: Error: boo'],
    ['throws though it states bounds', faulty({ from: 3, bounded: true }), 'optimizer/0.rate: the scalar throws in step 4\n  got: Error: boo'],
    ['gives a text', faulty({ from: 3, gives: '0.1' }), 'optimizer.learningRate: the schedule gives no number in step 4\n  got: "0.1"\n  expected: a number'],
  ])('one that %s is named with the step, and the weights from before are kept', async (_, schedule, message) => {
    const { error, weights } = await trained(schedule);
    expect(error).toBeInstanceOf(ConfigError);
    expect(error?.message).toContain(message);
    expect(error?.message).toContain('; the weights from before it are in the run');
    if (message.includes('boo')) expect(error?.cause).toMatchObject({ message: 'boo' });
    expect(weights).toEqual((await trained(schedule, 3)).weights);
  });

  it('is refused at once where it fails at the first step', async () => {
    const error: unknown = await createRun({ ...config, optimizer: sgd({ learningRate: faulty({ from: 0 }) }) }).catch((thrown: unknown) => thrown);
    expect(String(error)).toContain('optimizer.learningRate: the schedule throws in step 1\n  got: Error: boo');
    expect(error).toMatchObject({ cause: { message: 'boo' } });
    await expect(createRun({ ...config, optimizer: sgd({ learningRate: faulty({ from: 0, gives: '0.1' }) }) })).rejects.toThrow('optimizer.learningRate: the schedule gives no number in step 1\n  got: "0.1"');
  });
});

it('a scalar of an optimizer of one’s own is named where it is not finite', async () => {
  const broken = defineOptimizer({
    name: 'broken', summary: 'a scalar that breaks', options: () => z.strictObject({}),
    create: () => ({ scalars: { size: { at: step => (step < 2 ? 1 : Number.NaN) } }, update: ({ scalars: { size } }, gradients) => ({ updates: new Map([...gradients].map(([path, each]) => [path, size === undefined ? each : each.mul(size)])) }) }),
  });
  await using run = await createRun({ ...config, optimizer: broken() });
  await expect(run.train()).rejects.toThrow('optimizer/size: the scalar gives NaN in step 3\n  got: NaN\n  next: look at the option, the schedule or the function that gives it');
});
