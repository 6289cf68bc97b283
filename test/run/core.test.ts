import * as chainrule from 'chainrule';
import * as core from 'chainrule/core';
import { describe, expect, it } from 'vitest';

const inputs = [[0, 0], [0, 1], [1, 0], [1, 1]];
const config = {
  model: core.sequential([core.dense({ units: 4, activation: core.tanh(), kernelRegularizer: core.l2(1e-4) }), core.dropout(0.1), core.dense({ units: 1 })]),
  loss: core.meanSquaredError(), optimizer: core.adam({ learningRate: 0.05 }), metrics: [core.rootMeanSquaredError()],
  data: core.arrays({ inputs, targets: [[0], [1], [1], [0]] }), backend: core.typescript(), training: { epochs: 20, batchSize: 2 }, seed: 5,
};

describe("the core's createRun", () => {
  it('trains to the same bits as that of the whole package', async () => {
    const [small, whole] = [await core.createRun(config), await chainrule.createRun(config)];
    await small.train();
    await whole.train();
    expect(await small.getWeights()).toEqual(await whole.getWeights());
    expect(await small.evaluate('train')).toEqual(await whole.evaluate('train'));
  });

  it('knows the components that it is given, and no others', async () => {
    const named = { ...config, model: core.sequential([core.dense({ units: 1, activation: 'sigmoid' })]) };
    await expect(core.createRun(named)).rejects.toThrow(
      /unknown layer "sigmoid"\n.*\n {2}next: the core knows what it is given: import \{ sigmoid \} from 'chainrule\/core' and write sigmoid\(\{ … \}\) for the name, or createRun\(config, \{ components: \[sigmoid\] \}\)/u);
    const run = await core.createRun(named, { components: [core.sigmoid] });
    expect(run.parts.objective.model.outputs).toEqual([[1]]);
  });

  it('asks for a backend', async () => {
    const { backend: _, ...rest } = config;
    const without: unknown = rest;
    await expect(core.createRun(without as core.CoreConfig)).rejects.toThrow(/backend: the backend is missing/u);
  });

  it('refuses plugins', async () => {
    await expect(core.createRun({ ...config, plugins: [] } as core.CoreConfig)).rejects.toThrow(/the core takes no plugins/u);
  });
});

describe('a component of one\'s own in code', () => {
  it('needs no plugin', async () => {
    const double = chainrule.defineLayer({
      name: 'double', summary: 'y = 2x', options: () => chainrule.z.strictObject({}),
      create: () => chainrule.activation(x => ({ y: x.mul(2), backward: dy => dy.mul(2) })),
    });
    const run = await chainrule.createRun({ ...config, model: [double(), core.dense({ units: 1 })] });
    await run.train({ epochs: 1 });
    expect(run.parts.objective.model.outputs).toEqual([[1]]);
  });
});
