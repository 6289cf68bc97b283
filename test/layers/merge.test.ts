import { createRun } from 'chainrule';
import { describe, expect, it } from 'vitest';
import { readConfig } from '../../src/config/loadConfig.ts';
import { fork, maximum, minimum, multiply, parallel, subtract } from '../../src/layers/index.ts';
import { expectClose } from '../../src/verification/closeTo.ts';
import { tolerances } from '../../src/verification/tolerances.ts';
import { evaluate } from './evaluate.ts';
import { refusal } from './refusal.ts';

describe('equal inputs', () => {
  const inputs = [[1, 5, 3, 2], [1, 5, 2, 2], [0, 5, 3, 4]];

  it('of a maximum leave the whole gradient to the first of them', async () => {
    const { y, dx } = await evaluate(maximum(), inputs);
    expect(y).toEqual([1, 5, 3, 4]);
    expect(dx).toEqual([[1, 1, 1, 0], [0, 0, 0, 0], [0, 0, 0, 1]]);
  });

  it('of a minimum too', async () => {
    const { y, dx } = await evaluate(minimum(), inputs);
    expect(y).toEqual([0, 5, 2, 2]);
    expect(dx).toEqual([[0, 1, 0, 1], [0, 0, 1, 0], [1, 0, 0, 0]]);
  });
});

it('multiply has a gradient where an input is 0', async () => {
  expect((await evaluate(multiply(), [[0], [3], [4]])).dx).toEqual([[12], [0], [0]]);
});

describe('inputs that cannot be merged', () => {
  it('are refused with their shapes', () => {
    expect(refusal(multiply(), [[2], [3]])).toBe([
      'multiply: the inputs cannot be merged', '  got: [2], [3]', '  expected: one or more inputs, all of one shape',
      '  next: give it the outputs of a `fork` or `parallel`, brought to one shape with `dense` or `reshape` for example',
    ].join('\n'));
    expect(refusal(subtract(), [[2]])).toMatch(/^subtract: the inputs cannot be merged\n {2}got: \[2\]\n {2}expected: 2 inputs, all of one shape/u);
    expect(refusal(subtract(), [[2], [2], [2]])).toContain('got: [2], [2], [2]');
    expect(refusal(maximum(), [])).toContain('got: no inputs');
  });

  it('are located in a model', () => {
    expect(refusal([parallel(['linear', 'linear']), maximum()], [[2], [3]])).toMatch(/^maximum: the inputs cannot be merged/u);
    expect(refusal(fork(['linear', ['linear', multiply()], [fork(['linear', 'flatten']), multiply()]]), [[2, 2]])).toMatch(/^sequential_2\/multiply: .*\n {2}got: \[2, 2\], \[4\]/u);
  });
});

describe('a config', () => {
  const text = (model: string, inputs: string) => `
model: ${model}
loss: meanSquaredError
optimizer: sgd
backend: typescript:float64
data: { use: arrays, inputs: ${inputs}, targets: [[1, 1], [2, 2]] }
training: { batchSize: 2 }
`;
  const outputs = async (model: string, inputs: string) => {
    const { config } = readConfig(text(model, inputs), 'run.yaml');
    const run = await createRun(config as never);
    const batch = config['data'] as { readonly inputs: never };
    const values = (await run.predict(batch.inputs)).map(output => Array.from(output.values));
    await run[Symbol.asyncDispose]();
    return values;
  };
  const two = '{ left: [[1, -2], [3, 4]], right: [[5, 6], [-7, 8]] }';

  it('merges the inputs of a model, as they are or through a branch each', async () => {
    expect(await outputs('multiply', two)).toEqual([[5, -12, -21, 32]]);
    expect(await outputs('subtract', two)).toEqual([[-4, -8, 10, -4]]);
    expect(await outputs('average', two)).toEqual([[3, 2, -2, 6]]);
    expect(await outputs('[{ use: parallel, layers: [relu, linear] }, maximum]', two)).toEqual([[5, 6, 3, 8]]);
  });

  it('merges branches of one input: a gate', async () => {
    const [values = []] = await outputs('[{ use: fork, layers: [linear, sigmoid] }, multiply]', '[[1, -2], [3, 4]]');
    expectClose(values, [1, -2, 3, 4].map(x => x / (1 + Math.exp(-x))), tolerances.float64);
  });

  it('merges inside a residual layer', async () => {
    const [values] = await outputs('{ use: residual, layer: [{ use: fork, layers: [relu, linear] }, minimum] }', '[[1, -2], [3, 4]]');
    expect(values).toEqual([2, -4, 6, 8]);
  });
});
