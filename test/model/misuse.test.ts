import { activation, arrays, createRun, defineLayer, defineLoss, defineMetric, definePlugin, defineRegularizer, dense, meanSquaredError, sgd } from 'chainrule';
import type { Layer, Loss, Metric, Regularizer } from 'chainrule';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';

const identity: Layer = activation(x => ({ y: x, backward: dy => dy }));
const half: Loss = {
  batchReduction: 'mean',
  forward: (_, prediction, target) => ({ values: prediction.sub(target).square().sum(1), backward: dValues => prediction.sub(target).mul(dValues.expandDims(1)) }),
};

const error: Metric = { record: (a, t, w) => ({ total: a.sub(t).square().sum(1).mul(w).sum() }), result: ({ total = 0 }) => total };

interface Parts {
  readonly layer?: Layer;
  readonly loss?: Loss;
  readonly metric?: Metric;
  /** Of the first layer's kernel. */
  readonly regularizer?: Regularizer;
  /** Of the first layer's output. */
  readonly outputRegularizer?: Regularizer;
}

/** Regularizes nothing. */
const unchanged: Regularizer = { transform: (_, x) => ({ y: x, backward: dy => dy }) };

/** Trains one step with parts of the test's own. */
async function train({ layer = identity, loss = half, metric = error, regularizer = unchanged, outputRegularizer = unchanged }: Parts, gradients: 'backprop' | 'autodiff' = 'backprop'): Promise<void> {
  const own = defineLayer({ name: 'own', summary: '', options: () => z.strictObject({}), create: () => layer });
  const ownLoss = defineLoss({ name: 'ownLoss', summary: '', options: () => z.strictObject({}), create: () => loss });
  const ownMetric = defineMetric({ name: 'ownMetric', summary: '', options: () => z.strictObject({}), create: () => metric });
  const [kernel, output] = [regularizer, outputRegularizer].map((part, index) => (
    defineRegularizer({ name: `own${index}`, summary: '', options: () => z.strictObject({}), create: () => part })));
  if (kernel === undefined || output === undefined) return never();
  await using run = await createRun({
    model: [dense({ units: 3, kernelRegularizer: kernel(), outputRegularizer: output() }), own()], metrics: [ownMetric()], loss: ownLoss(), optimizer: sgd(), gradients, backend: gradients === 'autodiff' ? 'tfjs:cpu' : 'typescript',
    data: arrays({ inputs: [[1, 2], [3, 4]], targets: [[1, 1, 1], [0, 0, 0]] }), training: { epochs: 1, batchSize: 2 },
    plugins: [definePlugin({ name: 'test', contributes: { layers: [own], losses: [ownLoss], metrics: [ownMetric], regularizers: [kernel, output] } })],
  });
  await run.train();
}

const state = (parameters: Layer['forward']): Layer => ({ build: inputs => ({ outputs: inputs, parameters: { scale: { shape: [3], initializer: { values: () => [1, 1, 1] } } } }), forward: parameters });

describe('a component that breaks its contract gets an error with its path', () => {
  const wrong: readonly (readonly [string, Parts, RegExp])[] = [
    ['an output of another shape than declared', { layer: activation(x => ({ y: x.sum(1), backward: dy => dy })) }, /^own: the output has another shape than declared\n.*\[2\]\n.*\[2, 3\]/],
    ['a gradient of the input of another shape', { layer: activation(x => ({ y: x, backward: dy => dy.sum(0) })) }, /^own: the gradient of input has another shape/],
    ['a gradient of a parameter of another shape', { layer: state((_, [x], { parameters }) => ({
      outputs: x === undefined ? [] : [x.mul(parameters['scale'] ?? 1)], backward: ([dy]) => ({ inputs: [dy], parameters: dy === undefined ? {} : { scale: dy } }),
    })) }, /^own: the gradient of scale has another shape than declared\n.*\[2, 3\]\n.*\[3\]/],
    ['a forgotten gradient of a parameter', { layer: state((_, [x = never()], { parameters: { scale = never() } }) => ({
      outputs: [x.mul(scale)], backward: ([dy = never()]) => ({ inputs: [dy.mul(scale)] }),
    })) }, /^own: backward gives no gradient of scale\n.*no gradients of parameters\n.*scale\n.*zeros/],
    ['a forgotten gradient of the input', { layer: { ...identity, forward: (_, xs) => ({ outputs: xs, backward: () => ({ inputs: [] }) }) } }, /^own: backward does not give one gradient an input\n.*0\n.*1/],
    ['a scalar without its values', { layer: { ...identity, forward: (context, [x = never()]) => ({ outputs: [x.mul(context.scalar('k', 3 as never))], backward: dys => ({ inputs: dys }) }) } },
      /^own: the scalar "k" does not say its value for a step\n.*3\n.*an object with at\(step\)/],
    ['noise of no distribution', { layer: { ...identity, forward: (context, [x = never()]) => ({ outputs: [x.mul(context.noise('n', x.shape, {} as never))], backward: dys => ({ inputs: dys }) }) } },
      /^own: the noise "n" has no known distribution\n.*nothing\n.*one of uniform, normal, bernoulli/],
    ['noise of an output regularizer without a shape', { outputRegularizer: { transform: (context, y) => ({ y: y.mul(context.noise('n', undefined as never, { distribution: 'normal', perSample: true })), backward: dy => dy }) } },
      /^dense: the noise "\w+\.n" has no shape\n.*nothing/],
    ['a penalty a sample', { layer: { ...identity, forward: (_, [x = never()]) => ({ outputs: [x], backward: dys => ({ inputs: dys }), penalties: { aux: x.square().sum(1) } }) } },
      /^own: the penalty aux is not a scalar\n.*\[2\]\n.*\[\]\n.*sum it/],
    ['a sum of a metric with a number a sample', { metric: { ...error, record: (a, t) => ({ total: a.sub(t).square().sum(1) }) } }, /^metrics\[0\]: the sum total of a metric changes its shape with the batch\n.*\[2\], and \[3\] with one sample more\n.*\n.*sum it over the samples/],
    ['a penalty on a parameter that is not summed', { regularizer: { penalty: (_, w) => ({ value: w.square(), gradient: w }) } }, /^dense\/kernel: the value of a penalty is not a scalar\n.*\[2, 3\]\n.*\[\]\n.*sum it/],
    ['a penalty whose gradient has another shape', { regularizer: { penalty: (_, w, sum) => ({ value: sum(w), gradient: w.sum(0) }) } }, /^dense\/kernel: the gradient of a penalty has another shape than its parameter\n.*\[3\]\n.*\[2, 3\]/],
    ['a transform of a parameter to another shape', { regularizer: { transform: (_, w) => ({ y: w.sum(0), backward: dy => dy }) } }, /^dense\/kernel: a regularizer's transform gives a parameter another shape/],
    ['a transform with a gradient of another shape', { regularizer: { transform: (_, w) => ({ y: w, backward: dy => dy.sum(0) }) } }, /^dense\/kernel: the backward of a regularizer's transform gives a gradient of another shape/],
    ['a penalty on an output that is not summed', { outputRegularizer: { penalty: (_, y) => ({ value: y, gradient: y }) } }, /^dense: a penalty on an output is not one value a sample\n.*\[2, 3\]\n.*\[2\]/],
    ['a transform of an output to another shape', { outputRegularizer: { transform: (_, y) => ({ y: y.sum(1), backward: dy => dy }) } }, /^dense: a regularizer's transform gives an output another shape/],
    ['a gradient of an undeclared parameter', { layer: { ...identity, forward: (_, xs) => ({ outputs: xs, backward: dys => ({ inputs: dys, parameters: { gain: dys[0] ?? xs[0] ?? never() } }) }) } }, /backward gives a gradient of gain, which build does not declare/],
    ['a child that build did not list', { layer: { ...identity, forward: (context, xs) => ({ ...context.apply(identity, xs), backward: dys => ({ inputs: dys }) }) } }, /^own: a layer is applied that build did not list among its children/],
    ['shapes that do not meet inside', { layer: activation(x => ({ y: x.matMul(x), backward: dy => dy })) }, /^own: matrix product of shapes that do not meet/],
    ['a loss of one value for the whole batch', { loss: { ...half, forward: (_, y) => ({ values: y.sum(), backward: () => y }) } }, /^loss: the loss gives values of another shape\n.*\[\]\n.*\[2\]/],
    ['a loss with a gradient of another shape', { loss: { ...half, forward: (_, y) => ({ values: y.sum(1), backward: d => d }) } }, /^loss: the loss gives a gradient of another shape/],
    ['a surrogate with a penalty', { layer: { ...identity, surrogate: true, forward: (_, xs) => ({ outputs: xs, backward: dys => ({ inputs: dys }), penalties: { extra: xs[0]?.sum() ?? never() } }) } }, /^own: a surrogate layer has no penalties/],
  ];
  it.each(wrong)('%s', async (_, parts, message) => {
    await expect(train(parts)).rejects.toThrow(message);
  });

  it('under automatic differentiation as well', async () => {
    const layer: Layer = { ...identity, surrogate: true, forward: (_, xs) => ({ outputs: [...xs, ...xs], backward: dys => ({ inputs: dys.slice(0, 1) }) }) };
    await expect(train({ layer }, 'autodiff')).rejects.toThrow(/^own: a surrogate layer has one output/);
  });

  it('and a forgotten gradient is one there too', async () => {
    const layer: Layer = { ...state((_, [x = never()], { parameters: { scale = never() } }) => ({ outputs: [x.mul(scale)], backward: dys => ({ inputs: dys }) })), surrogate: true };
    await expect(train({ layer }, 'autodiff')).rejects.toThrow(/^own: backward gives no gradient of scale/);
  });

  it('and the error of a target that does not fit names the loss', async () => {
    const run = createRun({
      model: dense({ units: 3 }), loss: meanSquaredError(), optimizer: sgd(), data: arrays({ inputs: [[1], [2]], targets: [[1, 2], [3, 4]] }), training: { batchSize: 2 },
    }).then(made => made.train());
    await expect(run).rejects.toThrow(/^loss: .*\n.*\[2, 2\]|^loss: /);
  });
});

function never(): never {
  throw new Error('a tensor is missing');
}
