import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { defineInitializer, defineLayer, defineLoss, defineMetric, defineOptimizer, defineRegularizer, defineSchedule } from '../../src/components/definition.ts';
import { centralDifferences } from '../../src/gradients/centralDifferences.ts';
import { activation, oneToOne } from '../../src/layers/oneToOne.ts';
import { perParameter } from '../../src/optimizers/perParameter.ts';
import { definePlugin } from '../../src/plugins/definePlugin.ts';
import { sumSamples } from '../../src/tensor/functions.ts';
import type { Tensor } from '../../src/tensor/tensor.ts';
import type { LayerInput } from '../../src/components/definition.ts';
import { registerChecks, runChecks } from '../../src/testing/check.ts';
import { expectClose } from '../../src/verification/closeTo.ts';
import { initializerContract } from '../../src/testing/initializerContract.ts';
import { layerContract } from '../../src/testing/layerContract.ts';
import type { LayerContractOptions } from '../../src/testing/layerContract.ts';
import { lossContract } from '../../src/testing/lossContract.ts';
import { metricContract } from '../../src/testing/metricContract.ts';
import { optimizerContract } from '../../src/testing/optimizerContract.ts';
import { regularizerContract } from '../../src/testing/regularizerContract.ts';
import { scheduleContract } from '../../src/testing/scheduleContract.ts';
import { tolerances } from '../../src/verification/tolerances.ts';
import { centered, testLayers } from './testLayers.ts';

const common = { summary: 'wrong on purpose', options: () => z.strictObject({}) };
const layerOf = (name: string, f: (x: Tensor) => { y: Tensor; backward(dy: Tensor): Tensor }) => defineLayer({ name, ...common, create: () => activation(f) });
const initializer = { values: () => [0.5] };

const layers = [
  layerOf('wrongFactor', x => ({ y: x.square(), backward: dy => dy.mul(x) })),
  layerOf('noGradient', x => ({ y: x.mul(2), backward: dy => dy.mul(0) })),
  layerOf('notANumber', x => ({ y: x.mul(x.constant(Number.NaN)), backward: dy => dy.mul(dy.constant(Number.NaN)) })),
  layerOf('unseeded', x => ({ y: x.mul(Math.random()), backward: dy => dy })),
  layerOf('undeclaredStep', x => ({ y: x.greater(0).cast('float'), backward: dy => dy })),
  defineLayer({ name: 'wrongParameter', ...common, create: () => oneToOne<{ scale: Tensor }>({
    build: output => ({ output, parameters: { scale: { shape: [], initializer } } }),
    forward: (_, x, { scale }) => ({ y: x.mul(scale), backward: dy => ({ x: dy.mul(scale), parameters: { scale: dy.mul(x).mean() } }) }),
  }) }),
  defineLayer({ name: 'wrongShape', ...common, create: () => oneToOne({ build: () => ({ output: [7] }), forward: (_, x) => ({ y: x, backward: dy => ({ x: dy }) }) }) }),
];
const buffered = defineLayer({ name: 'wrongBuffer', ...common, create: () => ({
  build: outputs => ({ outputs, buffers: { mean: { shape: [1], initial: 0 } } }),
  forward: (_, inputs) => ({ outputs: inputs, backward: d => ({ inputs: d }), buffers: Object.fromEntries(inputs.map(x => ['mean', x.mean(0)])) }),
}) });
const losses = [
  defineLoss({ name: 'wrongLoss', ...common, create: () => ({ batchReduction: 'mean', forward: (_, y, t) => ({ values: sumSamples(y.mul(t)), backward: () => t }) }) }),
  defineLoss({ name: 'oneValue', ...common, create: () => ({ batchReduction: 'mean', forward: (_, y, t) => ({ values: y.mul(t).sum(), backward: () => t }) }) }),
];
const regularizers = [
  defineRegularizer({ name: 'wrongPenalty', ...common, create: () => ({ penalty: (_, w, sum) => ({ value: sum(w.square()), gradient: w }) }) }),
  defineRegularizer({ name: 'lasting', ...common, create: () => ({ penalty: (context, w, sum) => ({ value: sum(w.mul(context.training ? 1 : 2)), gradient: w.constant(1).broadcastTo(w.shape) }), transform: (_, x) => ({ y: x.add(1), backward: dy => dy.mul(1.01) }) }) }),
];
const optimizers = [
  defineOptimizer({ name: 'divides', ...common, create: () => perParameter({ update: ({ gradient }) => ({ update: gradient.div(gradient.abs()) }) }) }),
  defineOptimizer({ name: 'overflows', ...common, create: () => perParameter({ scalars: { rate: { at: step => 2 ** step } }, update: ({ gradient, scalars: { rate } }) => ({ update: gradient.mul(rate) }) }) }),
  defineOptimizer({ name: 'forgets', ...common, create: () => ({ slots: (shape: readonly number[]) => ({ kept: { shape, initial: 0 } }), update: (_, updates) => ({ updates }) }) }),
];
/** The mean of the squared errors, said to be better the higher it is, of targets in a range. */
const upwards = defineMetric({
  name: 'upwards', ...common,
  create: () => ({ better: 'higher', targetRange: () => ({ least: -100, greatest: 100 }), record: (y, t, w) => ({ total: y.sub(t).square().sum(1).mul(w).sum(), weight: w.sum() }), result: ({ total = 0, weight = 0 }) => (weight === 0 ? 0 : total / weight) }),
});
const metrics = [defineMetric({ name: 'maximum', ...common, create: () => ({ record: y => ({ most: y.max() }), result: ({ most = 0 }) => most }) }), upwards];
const initializers = [defineInitializer({ name: 'random', ...common, create: () => ({ values: shape => Array.from({ length: shape.reduce((a, b) => a * b, 1) }, Math.random) }) })];
const schedules = [
  defineSchedule({ name: 'counts', ...common, create: () => { let calls = 0; return { at: () => calls++ }; } }),
  defineSchedule({ name: 'climbs', ...common, create: () => ({ at: step => Math.min(step, 200), bounds: [[0], [199]] }) }),
];
const plugins = [definePlugin({ name: 'wrong', contributes: { layers: [...layers, buffered], losses, regularizers, optimizers, metrics, initializers, schedules } }), testLayers];

const checked = (layer: LayerInput, options: Omit<LayerContractOptions, 'layer'>) => runChecks(layerContract({ layer, ...options }));
const layer = (use: string) => () => checked(use, { inputs: [[2]], plugins });

describe('the suites find', () => {
  it.each<[string, () => Promise<unknown>, RegExp]>([
    ['a wrong gradient of an input', layer('wrongFactor'), /central differences.*wrongFactor of \[2\]: gradient of input 0 \[batch, 2\] against central differences: element \d is .*, expected/u],
    ['a gradient that is left out', layer('noGradient'), /gradient of input 0/u],
    ['a wrong gradient of a parameter', layer('wrongParameter'), /gradient of wrongParameter\/scale \[\] against central differences: element 0 is/u],
    ['an output of another shape than declared', layer('wrongShape'), /the output has another shape than declared/u],
    ['a new value of a buffer of another shape', layer('wrongBuffer'), /mean has shape \[2\], declared \[1\]/u],
    ['NaN on both sides', layer('notANumber'), /central differences in float64: notANumber.*element 0 is NaN/u],
    ['numbers that are drawn past the seed', layer('unseeded'), /unseeded of \[2\]: .* element \d is/u],
    ['a layer of kinks alone', () => checked('relu', { inputs: [{ shape: [2], value: () => 0 }] }), /every element lies on a kink/u],
    ['a surrogate that is not declared', layer('undeclaredStep'), /gradient of input 0/u],
    ['statistics of the batch that are not declared', () => checked(centered(), { inputs: [[2]], plugins }), /sum of the gradients of its samples/u],
    ['a layer that does not exist', layer('nowhere'), /the layer builds and records.*nowhere/su],
    ['a wrong gradient of a loss', () => runChecks(lossContract({ loss: 'wrongLoss', prediction: [2], target: [2], plugins })), /gradient of input 0/u],
    ['a loss with one value for the batch', () => runChecks(lossContract({ loss: 'oneValue', prediction: [2], target: [2], plugins })), /values of another shape/u],
    ['values of a loss that are not the reference', () => runChecks(lossContract({ loss: 'meanSquaredError', prediction: [2], target: [2], reference: () => 1 })), /against the reference: element \d is/u],
    ['targets out of range', () => runChecks(lossContract({ loss: 'binaryCrossEntropy', prediction: [], target: { shape: [], value: () => 2 } })), /the target 2 lies outside the declared range from 0 to 1/u],
    ['a wrong gradient of a penalty', () => runChecks(regularizerContract({ regularizer: 'wrongPenalty', plugins })), /on parameters: .*gradient of dense\/kernel \[4, 3\]/u],
    ['a wrong backward of a transform', () => runChecks(regularizerContract({ regularizer: 'lasting', plugins })), /gradient of dense\/kernel/u],
    ['a division by a gradient of 0', () => runChecks(optimizerContract({ optimizer: 'divides', plugins })), /gradients of 0: parameters\/scale after step 0: element 0 is NaN/u],
    ['a scalar that overflows', () => runChecks(optimizerContract({ optimizer: 'overflows', plugins })), /the scalar rate at step \d+ is Infinity/u],
    ['a slot without a new value', () => runChecks(optimizerContract({ optimizer: 'forgets', plugins })), /slots\/scale\/kept gets no new value/u],
    ['parameters that are not the reference', () => runChecks(optimizerContract({ optimizer: 'sgd', reference: w => w })), /sgd: parameters\/scale after step 0 against the reference: element 0/u],
    ['a metric that does not add up', () => runChecks(metricContract({ metric: 'maximum', prediction: [2], target: [2], plugins })), /from two shards|weight 0/u],
    ['a metric that is better the other way', () => runChecks(metricContract({ metric: 'upwards', prediction: [2], target: [2], best: targets => targets, plugins })), /states that higher figures are better; the best predictions have 0, random ones \d/u],
    ['targets out of the range of a metric', () => runChecks(metricContract({ metric: 'upwards', prediction: [2], target: { shape: [2], value: () => 101 }, plugins })), /the target 101 lies outside the declared range from -100 to 100/u],
    ['unseeded first values', () => runChecks(initializerContract({ initializer: 'random', plugins })), /from the same stream/u],
    ['a schedule that leaves its bounds', () => runChecks(scheduleContract({ schedule: 'climbs', plugins })), /climbs: the value at step 255 is 200, its bounds are 0 and 199/u],
    ['a schedule with a memory', () => runChecks(scheduleContract({ schedule: 'counts', plugins })), /forwards.*backwards/u],
  ])('%s', async (_, work, message) => {
    await expect(work()).rejects.toThrow(message);
  });
});

describe('the suites tell what they leave out', () => {
  it('kinks, with their places', async () => {
    const onKink = { shape: [3], value: (_: unknown, index: number) => index % 3 };
    const { notes } = await checked('relu', { inputs: [onKink], batchSize: 2 });
    expect(notes).toEqual([expect.stringMatching(/gradient of input 0 \[batch, 3\]: left out 2 of 6 elements, which lie on kinks: 0, 3$/u)]);
  });

  it('surrogates and batch statistics', async () => {
    expect((await checked('step', { inputs: [[2]] })).skipped).toEqual([{ name: expect.stringContaining('central differences'), reason: expect.stringContaining('declared surrogate') }]);
    const { skipped } = await checked(centered(), { inputs: [[2]], plugins, dependsOnBatch: 'centred' });
    expect(skipped.map(({ reason }) => reason)).toEqual(['centred', 'centred']);
  });

  it('backends that are not there', () => {
    const checks = layerContract({ layer: 'relu', inputs: [[2]], backends: [{ name: 'tfjs:node', missing: 'no binary' }] });
    expect(checks.filter(({ skip }) => skip !== undefined)).toMatchObject([{ name: 'gradients on tfjs:node', skip: 'no binary' }]);
  });

  it('in the titles and the output of a test runner', async () => {
    const [titles, printed, started]: [string[], string[], unknown[]] = [[], [], []];
    const it = Object.assign((title: string, work: () => unknown) => { titles.push(title); started.push(work()); }, { skip: (title: string) => { titles.push(title); } });
    registerChecks('relu', [{ name: 'a', run: () => ['a note'] }, { name: 'b', skip: 'why', run: () => {} }], { describe: (_, work) => work(), it }, note => printed.push(note));
    await Promise.all(started);
    expect(titles).toEqual(['a', 'b (skipped: why)']);
    expect(printed).toEqual(['relu: a: a note']);
  });
});

describe('centralDifferences', () => {
  it('gives derivatives, and puts the array back', async () => {
    const x = Float64Array.of(0.5, -2, 3);
    const { derivatives, kinks } = await centralDifferences(() => x.reduce((sum, value) => sum + Math.sin(value) * value, 0), x);
    expectClose(derivatives, x.map(value => Math.sin(value) + value * Math.cos(value)), tolerances.differences);
    expect(kinks).toEqual([]);
    expect([...x]).toEqual([0.5, -2, 3]);
  });

  it.each([0, 1e-9, 1e-7, -2e-7])('finds a kink at a distance of %d', async distance => {
    const x = Float64Array.of(1, distance, -1);
    expect((await centralDifferences(() => x.reduce((sum, value) => sum + Math.abs(value), 0), x)).kinks).toEqual([1]);
  });

  it.each([9e-7, -2e-6, -7e-6, 3e-5])('stays clear of a kink at a distance of %d', async distance => {
    const x = Float64Array.of(distance);
    const { derivatives, kinks } = await centralDifferences(() => Math.abs(x[0] ?? 0), x);
    expect(kinks).toEqual([]);
    expectClose(derivatives, [Math.sign(distance)], tolerances.differences);
  });

  it('finds a jump, and says how far a derivative may be off', async () => {
    const x = Float64Array.of(0, 2);
    const { derivatives, errors, kinks } = await centralDifferences(() => Math.sign(x[0] ?? 0) + 1e4 * (x[1] ?? 0) ** 3, x);
    expect(kinks).toEqual([0]);
    expect(Math.abs((derivatives[1] ?? 0) - 1.2e5)).toBeLessThan(errors[1] ?? 0);
  });

  it('looks at the elements that it is asked for', async () => {
    const x = Float64Array.of(1, 2, 3);
    expectClose((await centralDifferences(() => x.reduce((sum, value) => sum + value * value, 0), x, { elements: [2] })).derivatives, [0, 0, 6], tolerances.differences);
  });
});
