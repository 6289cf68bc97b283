import * as chainrule from 'chainrule';
import * as core from 'chainrule/core';
import { describe, expect, it } from 'vitest';
import { exported } from '../../src/plugins/importAdvice.ts';

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
    const mistyped = core.createRun({ ...config, model: core.sequential([core.dense({ units: 1, activation: 'sigmoidd' })]), metrics: ['mean'], backend: 'tfjs:cpu' });
    await expect(mistyped).rejects.toThrow(/unknown layer "sigmoidd"\n.*\n {2}did you mean: sigmoid\?\n {2}next: .*import \{ sigmoid \} from/u);
    await expect(mistyped).rejects.toThrow(/unknown metric "mean"\n.*\n {2}next: .*import \{ meanMetric \} from/u);
    await expect(mistyped).rejects.toThrow(/unknown backend "tfjs:cpu"\n.*\n {2}next: .*import \{ tfjs \} from/u);
    await expect(core.createRun({ ...config, metrics: ['somethingElse'] })).rejects.toThrow(/unknown metric "somethingElse"\n.*\n {2}next: .*import the component/u);
    const run = await core.createRun(named, { components: [core.sigmoid] });
    expect(run.parts.objective.model.outputs).toEqual([[1]]);
  });

  it('knows by name what can be imported', () => {
    const components = Object.entries(core).flatMap(([name, value]) => (typeof value === 'function' && 'definition' in value ? [{ name, definition: value.definition }] : []));
    for (const [kind, names] of Object.entries(exported)) {
      const own = components.filter(({ definition }) => definition.kind === kind).map(({ name, definition }) => (definition.name === name ? name : `${definition.name}=${name}`));
      expect(names.trim().split(/\s+/u).toSorted(), kind).toEqual(own.toSorted());
    }
  });

  it('asks for a backend', async () => {
    const { backend: _, ...rest } = config;
    const without: unknown = rest;
    await expect(core.createRun(without as core.CoreConfig)).rejects.toThrow(/backend: the backend is missing/u);
  });

  it.each([null, undefined, 3, []])('refuses %j as the whole package does', async given => {
    const refusal = (create: (config: never) => Promise<unknown>) => create(given as never).then(() => undefined, (error: unknown) => String(error));
    expect(await refusal(core.createRun)).toEqual(await refusal(chainrule.createRun));
    expect(await refusal(core.createRun)).toContain('expected: an object');
  });

  it.each<[string, unknown, string]>([
    ['nothing', null, 'components: not a component\n  got: null\n  expected: a list of components, without calling them: [tanh]'],
    ['a name', ['sigmoid'], 'components[0]: not a component\n  got: "sigmoid"\n  expected: a component, without calling it: sigmoid'],
    ['a component that was called', [core.sigmoid, core.tanh()], 'components[1]: not a component\n  got: an object with use\n  expected: a component, without calling it: tanh'],
    ['a function', [() => 3], 'components[0]: not a component\n  got: a function\n  expected: a component, without calling it: tanh'],
  ])('refuses %s in place of components', async (_, components, message) => {
    await expect(core.createRun(config, { components: components as never })).rejects.toThrow(message);
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
