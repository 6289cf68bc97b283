import { createRun, dense, dropout, embedding, flatten, meanSquaredError, sequential, sgd } from 'chainrule';
import type { Run } from 'chainrule';
import { backendNames, expectClose, testedBackends, tolerances } from 'chainrule/testing';
import { expect, it } from 'vitest';
import type { LayerPass } from '../../src/training/layerObserver.ts';
import { classifier, clouds, withRun } from './problems.ts';

const { inputs, targets } = clouds(6);
const batch = { inputs, targets };
const oracle = classifier(6, { backend: 'typescript:float64' });

async function passesOf(run: Run): Promise<readonly LayerPass[]> {
  return (await run.gradients(batch, { layers: true })).layers ?? [];
}

function numbersOf(passes: readonly LayerPass[]): number[] {
  return passes.flatMap(pass => [...pass.inputs, ...pass.outputs, ...pass.inputGradients, ...pass.outputGradients].flatMap(tensor => Array.from(tensor?.values ?? [])));
}

/** xᵀ·dy of two features and two units. */
function productOf(x: ArrayLike<number>, dy: ArrayLike<number>): number[] {
  const rows = Array.from({ length: x.length / 2 }, (_, row) => 2 * row);
  return [[0, 0], [0, 1], [1, 0], [1, 1]].map(([i = 0, j = 0]) => rows.reduce((sum, row) => sum + (x[row + i] ?? Number.NaN) * (dy[row + j] ?? Number.NaN), 0));
}

it('gives what goes through each layer forward and back, in the order of their use', async () => {
  await withRun(oracle, async run => {
    const passes = await passesOf(run);
    const report = await run.gradients(batch);
    expect(report).not.toHaveProperty('layers');
    expect(passes.map(({ layer }) => layer)).toEqual(['dense', 'dense/tanh', 'dropout', 'dense_2']);
    const [first, tanh, dropped, last] = passes;
    expect(first?.inputs[0]).toMatchObject({ shape: [6, 2] });
    expectClose(first?.inputs[0]?.values ?? [], inputs.flat(), tolerances.float64);
    expectClose(first?.inputGradients[0]?.values ?? [], report.inputs[0]?.values ?? [], tolerances.float64);
    expectClose(last?.outputs[0]?.values ?? [], report.outputs[0]?.values ?? [], tolerances.float64);
    expectClose(dropped?.outputGradients[0]?.values ?? [], last?.inputGradients[0]?.values ?? [], tolerances.float64);
    const [a, dy, δ] = [tanh?.outputs[0]?.values ?? [], tanh?.outputGradients[0]?.values ?? [], tanh?.inputGradients[0]?.values ?? []];
    expectClose(δ, Array.from(a, (value, index) => (dy[index] ?? 0) * (1 - value ** 2)), tolerances.float64);
    const bias = Array.from({ length: 8 }, (_, unit) => Array.from(δ).reduce((sum, value, index) => sum + (index % 8 === unit ? value : 0), 0));
    expectClose(bias, report.parameters['dense/bias']?.values ?? [], tolerances.float64);
  });
});

it('gives no gradient for class indices, and takes normaliser and step as the report does', async () => {
  const run = await createRun({
    model: sequential([embedding({ vocabularySize: 3, units: 2 }), flatten(), dropout({ rate: 0.5 }), dense({ units: 1 })]), loss: meanSquaredError(), optimizer: sgd(),
    shapes: { inputs: [{ shape: [1], dtype: 'int32' }], targets: [[1]] }, backend: 'typescript:float64',
  });
  const given = { inputs: [[0], [2]], targets: [[1], [0]] };
  const at = async (options: object) => (await run.gradients(given, { layers: true, ...options })).layers ?? [];
  const [table, , , last] = await at({});
  expect([table?.inputs[0]?.values[1], table?.inputGradients[0]]).toEqual([2, undefined]);
  const [, , , whole] = await at({ normalizer: 1 });
  expectClose(whole?.outputGradients[0]?.values ?? [], Array.from(last?.outputGradients[0]?.values ?? [], value => 2 * value), tolerances.float64);
  const masks = await Promise.all(Array.from({ length: 8 }, async (_, step) => String(numbersOf((await at({ step })).slice(2, 3)).map(value => value === 0))));
  expect(new Set(masks).size).toBeGreaterThan(1);
  await run[Symbol.asyncDispose]();
});

it('lists a shared layer once for each of its uses', async () => {
  const shared = dense({ units: 2 });
  await withRun({ ...oracle, model: sequential([shared, shared, dense({ units: 3 })]) }, async run => {
    const [first, second, last] = await passesOf(run);
    expect([first?.layer, second?.layer, last?.layer]).toEqual(['dense', 'dense', 'dense_2']);
    expect(second?.inputs[0]?.values).toEqual(first?.outputs[0]?.values);
    const [dW, ...others] = [first, second].map(use => productOf(use?.inputs[0]?.values ?? [], use?.outputGradients[0]?.values ?? []));
    const whole = await run.gradients(batch);
    expectClose(dW?.map((value, index) => value + (others[0]?.[index] ?? Number.NaN)) ?? [], whole.parameters['dense/kernel']?.values ?? [], tolerances.float64);
  });
});

it('gives the same on every backend', async () => {
  const expected = await withRun(oracle, async run => numbersOf(await passesOf(run)));
  const installed = (await testedBackends(backendNames)).filter(({ backend }) => backend !== undefined);
  expect(installed.length).toBeGreaterThan(2);
  for (const { name } of installed) {
    const found = await withRun({ ...oracle, backend: name }, async run => numbersOf(await passesOf(run)));
    expectClose(found, expected, tolerances.float32, name);
  }
});

it('says that autodiff has no gradients of layers', async () => {
  await withRun({ ...oracle, backend: 'tfjs:cpu', gradients: 'autodiff' }, async run => {
    await expect(passesOf(run)).rejects.toThrow([
      'layers: the gradients of layers are those of their own backwards', '  got: gradients: autodiff', '  expected: gradients: backprop',
    ].join('\n'));
  });
});
