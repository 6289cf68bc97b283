import { activation, arrays, createRun, defineLayer, defineLoss, definePlugin, dense, meanSquaredError, sgd } from 'chainrule';
import type { Layer, Loss } from 'chainrule';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';

const identity: Layer = activation(x => ({ y: x, backward: dy => dy }));
const half: Loss = {
  batchReduction: 'mean',
  forward: (_, prediction, target) => ({ values: prediction.sub(target).square().sum(1), backward: dValues => prediction.sub(target).mul(dValues.expandDims(1)) }),
};

/** Trains one step with a layer and a loss of the test's own. */
async function train({ layer = identity, loss = half }: { readonly layer?: Layer; readonly loss?: Loss }, gradients: 'backprop' | 'autodiff' = 'backprop'): Promise<void> {
  const own = defineLayer({ name: 'own', summary: '', options: () => z.strictObject({}), create: () => layer });
  const ownLoss = defineLoss({ name: 'ownLoss', summary: '', options: () => z.strictObject({}), create: () => loss });
  await using run = await createRun({
    model: [dense({ units: 3 }), own()], loss: ownLoss(), optimizer: sgd(), gradients, backend: gradients === 'autodiff' ? 'tfjs:cpu' : 'typescript',
    data: arrays({ inputs: [[1, 2], [3, 4]], targets: [[1, 1, 1], [0, 0, 0]] }), training: { epochs: 1, batchSize: 2 },
    plugins: [definePlugin({ name: 'test', contributes: { layers: [own], losses: [ownLoss] } })],
  });
  await run.train();
}

const state = (parameters: Layer['forward']): Layer => ({ build: inputs => ({ outputs: inputs, parameters: { scale: { shape: [3], initializer: { values: () => [1, 1, 1] } } } }), forward: parameters });

describe('a component that breaks its contract gets an error with its path', () => {
  const wrong: readonly (readonly [string, { readonly layer?: Layer; readonly loss?: Loss }, RegExp])[] = [
    ['an output of another shape than declared', { layer: activation(x => ({ y: x.sum(1), backward: dy => dy })) }, /^own: the output has another shape than declared\n.*\[2\]\n.*\[2, 3\]/],
    ['a gradient of the input of another shape', { layer: activation(x => ({ y: x, backward: dy => dy.sum(0) })) }, /^own: the gradient of input has another shape/],
    ['a gradient of a parameter of another shape', { layer: state((_, [x], { parameters }) => ({
      outputs: x === undefined ? [] : [x.mul(parameters['scale'] ?? 1)], backward: ([dy]) => ({ inputs: [dy], parameters: dy === undefined ? {} : { scale: dy } }),
    })) }, /^own: the gradient of scale has another shape than declared\n.*\[2, 3\]\n.*\[3\]/],
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
