import { describe, expect, it } from 'vitest';
import { expectClose } from '../../src/verification/closeTo.ts';
import { encodeSafetensors } from '../../src/training/safetensors.ts';
import { command, config, expectBadInput, workplace } from './helpers.ts';

const { write } = workplace();

/** z = w·x + b, L = (z − t)² + 0.1·w². */
const bare = write('line.yaml', `model: { use: dense, units: 1, kernelRegularizer: { use: l2, lambda: 0.1 } }
loss: meanSquaredError
optimizer: { use: sgd, learningRate: 0.1 }
`);
const weights = write('weights.json', '{ "dense/kernel": [[3]], "dense/bias": [1] }');
const batch = write('batch.json', '{ "inputs": [[2], [1]], "targets": [[5], [6]] }');

interface Report {
  readonly loss: number;
  readonly penalty: number;
  readonly outputs: unknown;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly inputs: unknown;
  readonly layers?: unknown;
}
const report = async (...words: readonly string[]) => {
  const { code, out, err } = await command('gradients', ...words);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  return JSON.parse(out) as Report;
};

describe('chainrule gradients', () => {
  it('gives what a hand calculation gives', async () => {
    // z = 7, 4; z − t = 2, −2; L = (4 + 4) / 2 + 0.1 · 9; dL/dz = 2, −2.
    const { loss, penalty, outputs, parameters, inputs } = await report(bare, '--weights', weights, '--batch', batch, '--backend', 'typescript:float64');
    expectClose([loss, penalty], [4.9, 0.9], { relative: 1e-12, absolute: 0 });
    expect(outputs).toEqual([[[7], [4]]]);
    expect(inputs).toEqual([[[6], [-6]]]);
    expect(parameters['dense/bias']).toEqual([0]);
    expectClose([Number(parameters['dense/kernel'])], [2.6], { relative: 1e-12, absolute: 0 });
  });

  it('with --layers gives what goes through each layer, δ of an activation among it', async () => {
    const given = [bare, '--weights', weights, '--batch', batch, '--backend', 'typescript:float64', '--set', 'model.activation=relu'];
    const [{ layers }, { layers: none }] = [await report(...given, '--layers'), await report(...given)];
    expect(layers).toEqual([
      { layer: 'dense', inputs: [[[2], [1]]], outputs: [[[7], [4]]], inputGradients: [[[6], [-6]]], outputGradients: [[[2], [-2]]] },
      { layer: 'dense/relu', inputs: [[[7], [4]]], outputs: [[[7], [4]]], inputGradients: [[[2], [-2]]], outputGradients: [[[2], [-2]]] },
    ]);
    expect(none).toBeUndefined();
    const refused = await command('gradients', bare, '--batch', batch, '--layers', '--backend', 'tfjs:cpu', '--gradients', 'autodiff');
    expectBadInput(refused, ['layers: the gradients of layers are those of their own backwards', 'got: gradients: autodiff']);
  });

  it('weights samples, and reads weights out of safetensors', async () => {
    const file = write('weights.safetensors', encodeSafetensors({
      'dense/kernel': { dtype: 'F64', shape: [1, 1], values: Float64Array.of(3) }, 'dense/bias': { dtype: 'F64', shape: [1], values: Float64Array.of(1) },
    }));
    const weighted = write('weighted.json', '{ "inputs": [[2], [1]], "targets": [[5], [6]], "weights": [1, 0] }');
    const { loss, parameters } = await report(bare, '--weights', file, '--batch', weighted, '--backend', 'typescript:float64');
    expectClose([loss], [2.9], { relative: 1e-12, absolute: 0 });
    expect(parameters['dense/bias']).toEqual([2]);
  });

  it('takes the initial weights of the seed where none are given', async () => {
    const [first, again, other] = [await report(bare, '--batch', batch), await report(bare, '--batch', batch), await report(bare, '--batch', batch, '--seed', '5')];
    expect(again).toEqual(first);
    expect(other.outputs).not.toEqual(first.outputs);
  });

  it('gives the same by automatic differentiation', async () => {
    const byHand = await report(bare, '--weights', weights, '--batch', batch);
    const { parameters, inputs } = await report(bare, '--weights', weights, '--batch', batch, '--backend', 'tfjs:cpu', '--gradients', 'autodiff');
    expect(inputs).toEqual(byHand.inputs);
    expectClose([Number(parameters['dense/kernel'])], [Number(byHand.parameters['dense/kernel'])], { relative: 1e-6, absolute: 0 });
  });

  it('reads whole numbers as class indices for a loss of classes, with data in the config and without', async () => {
    const classes = write('classes.json', '{ "inputs": [[2, 1], [1, 3]], "targets": [0, 1] }');
    const withData = write('larger.yaml', config);
    const without = write('bare.yaml', config.replace(/data:\n(?: {2}.*\n)+/u, ''));
    const [a, b] = [await report(withData, '--batch', classes), await report(without, '--batch', classes)];
    expect(a).toEqual(b);
    const wrong = write('wrong.json', '{ "inputs": [[2, 1]], "targets": [2] }');
    expectBadInput(await command('gradients', without, '--batch', wrong), ['wrong.json: batch.targets, sample 0: a label is out of range', 'got: 2', 'a class index from 0 to 1']);
  });

  it('refuses weights and batches that do not fit', async () => {
    const refused = async (parts: readonly string[], ...words: readonly string[]) => expectBadInput(await command('gradients', bare, ...words), parts);
    await refused(['dense/kernel: the values do not fill this weight', 'got: [1, 2]', 'expected: [1, 1]'], '--batch', batch, '--weights', write('a.json', '{ "dense/kernel": [[3, 4]], "dense/bias": [1] }'));
    await refused(['the file does not hold all parameters', 'dense/bias'], '--batch', batch, '--weights', write('b.json', '{ "dense/kernel": [[3]] }'));
    await refused(['c.json: dense/kernel[1]: the array is ragged'], '--batch', batch, '--weights', write('c.json', '{ "dense/kernel": [[3], []] }'));
    await refused(['a batch has no such key', 'got: "input"', 'did you mean: inputs?'], '--batch', write('d.json', '{ "input": [[1]], "targets": [[1]] }'));
    await refused(['e.json: targets: there are no arrays of numbers'], '--batch', write('e.json', '{ "inputs": [[1]] }'));
    await refused(['inputs and targets differ in their number of samples'], '--batch', write('f.json', '{ "inputs": [[1], [2]], "targets": [[1]] }'));
    await refused(['batch.weights has another length'], '--batch', write('g.json', '{ "inputs": [[1]], "targets": [[1]], "weights": [1, 1] }'));
  });
});
