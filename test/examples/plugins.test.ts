import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ContainerModule } from 'inversify';
import { arrays, createRun, LOGGER, openRun } from 'chainrule';
import {
  dataSourceContract, expectCorrectGradients, initializerContract, layerContract, lossContract, metricContract, observerContract, optimizerContract, registerChecks, regularizerContract, runCommand, scheduleContract,
} from 'chainrule/testing';
import { afterAll, describe, expect, it } from 'vitest';
import { cauchy } from '../../examples/plugins/cauchy.ts';
import { checkerboard } from '../../examples/plugins/checkerboard.ts';
import { gatedUnit } from '../../examples/plugins/gatedUnit.ts';
import { groupLasso } from '../../examples/plugins/groupLasso.ts';
import { lossChart } from '../../examples/plugins/lossChart.ts';
import { nearZero } from '../../examples/plugins/nearZero.ts';
import { noamDecay } from '../../examples/plugins/noamDecay.ts';
import examplePlugin from '../../examples/plugins/plugin.ts';
import { signDescent } from '../../examples/plugins/signDescent.ts';
import { smoothL1 } from '../../examples/plugins/smoothL1.ts';
import { sparse } from '../../examples/plugins/sparse.ts';
import { swish } from '../../examples/plugins/swish.ts';
import { withinTolerance } from '../../examples/plugins/withinTolerance.ts';
import { backends } from '../contracts/runContracts.ts';

const folder = fileURLToPath(new URL('../../examples/plugins', import.meta.url));
const config = join(folder, 'checkerboard.yaml');
const output = mkdtempSync(join(tmpdir(), 'chainrule-examples-'));
afterAll(() => rmSync(output, { recursive: true }));

/** Lines of a component's file; imports count, its docstring does not. */
const mostLines = 25;
const codeLines = (text: string) => text.replaceAll(/^\/\*\*[\s\S]*?\*\/\n/gmu, '').split('\n').filter(line => line.trim() !== '').length;

describe('the files of examples/plugins', () => {
  it.each(readdirSync(folder).filter(name => name.endsWith('.ts') && name !== 'plugin.ts'))('%s is short', file => {
    const lines = codeLines(readFileSync(join(folder, file), 'utf8'));
    expect(lines).toBeGreaterThan(5);
    expect(lines).toBeLessThanOrEqual(mostLines);
  });
});

describe('checkerboard.yaml', () => {
  it('trains a model of example components alone, and draws its losses', async () => {
    await using run = await openRun(config, { changes: { output, backend: 'typescript' } });
    await run.train();
    const { withinTolerance: right } = await run.evaluate('validation');
    expect(right).toBeGreaterThan(0.93);
    const [drawn = ''] = readdirSync(output);
    expect(readFileSync(join(output, drawn, 'loss.svg'), 'utf8')).toMatch(/^<svg[^]*training from .* to .*validation from/u);
  });

  it('has its near-zero weights counted', async () => {
    const { code, lines } = await runCommand(nearZero, { words: [config], options: { epochs: 1, below: 10 } });
    expect({ code, lines }).toEqual({ code: 0, lines: expect.arrayContaining(['dense/kernel: 32 of 32', 'gatedUnit/bias: 8 of 8']) });
  });
});

describe('in code', () => {
  it('a plugin trains a model', async () => {
    const inputs = [[0, 0], [0, 1], [1, 0], [1, 1]];
    await using run = await createRun({
      model: [{ use: 'dense', units: 8 }, swish({ beta: 1.5, outputRegularizer: smoothL1(1e-4) }), { use: 'dense', units: 1 }],
      loss: cauchy(), optimizer: signDescent(0.01), data: arrays({ inputs, targets: [[0], [1], [1], [0]] }), plugins: [examplePlugin], seed: 3, training: { batchSize: 4 },
    });
    const before = await run.evaluate('train');
    await run.train({ epochs: 300 });
    const after = await run.evaluate('train');
    expect(before['loss']).toBeGreaterThan(0.1);
    expect(after['loss']).toBeLessThan(0.01);
  });
});

describe('gradients on all backends', () => {
  it.each([['swish', swish(2)], ['gatedUnit', gatedUnit(3)], ['cauchy', cauchy()], ['smoothL1', smoothL1(0.3)], ['groupLasso', groupLasso(0.3)]])('of %s are correct, in one line', async (_, component) => {
    await expectCorrectGradients(component, { backends });
  });
});

registerChecks('swish', layerContract({ layer: swish({ beta: 0.7 }), inputs: [[3]], backends }), { describe, it });
registerChecks('gatedUnit', layerContract({ layer: gatedUnit(3), inputs: [[4]], backends }), { describe, it });
registerChecks('cauchy', lossContract({
  loss: cauchy(), prediction: [3], target: [3], reference: (a, t) => a.reduce((sum, x, i) => sum + Math.log1p((x - (t[i] ?? 0)) ** 2) / 2, 0), backends,
}), { describe, it });
registerChecks('signDescent', optimizerContract({
  optimizer: signDescent(0.2), backends,
  reference: (parameter, gradient, _, state) => parameter.map((w, i) => {
    const velocity = state['velocity'] ??= parameter.map(() => 0);
    velocity[i] = 0.9 * (velocity[i] ?? 0) + 0.1 * (gradient[i] ?? 0);
    return w - 0.2 * Math.sign(velocity[i] ?? 0);
  }),
}), { describe, it });
registerChecks('smoothL1', regularizerContract({ regularizer: smoothL1(0.3), backends }), { describe, it });
registerChecks('groupLasso', regularizerContract({
  regularizer: groupLasso(0.3), backends,
  penalty: (values, shape) => {
    const size = shape.at(-1) ?? 1;
    const groups = Array.from({ length: values.length / size }, (_, group) => Array.from(values).slice(group * size, (group + 1) * size));
    return groups.reduce((sum, group) => sum + 0.3 * Math.sqrt(size) * Math.hypot(...group), 0);
  },
}), { describe, it });
registerChecks('sparse', initializerContract({ initializer: sparse(2) }), { describe, it });
registerChecks('noamDecay', scheduleContract({ schedule: noamDecay({ peak: 0.1, warmUpSteps: 50 }), reference: step => (step < 50 ? 0.1 * (step + 1) / 50 : 0.1 / Math.sqrt((step + 1) / 50)) }), { describe, it });
registerChecks('withinTolerance', metricContract({
  metric: withinTolerance(0.5), prediction: [3], target: [3], best: targets => targets, backends,
  reference: (a, t, weights) => a.reduce((sum, x, i) => sum + (Math.abs(x - (t[i] ?? 0)) <= 0.5 ? (weights[Math.floor(i / 3)] ?? 0) / 3 : 0), 0) / weights.reduce((sum, weight) => sum + weight, 0),
}), { describe, it });
registerChecks('checkerboard', dataSourceContract({ dataSource: checkerboard({ samples: 20 }), refused: [checkerboard({ squares: 1 }), checkerboard({ samples: 0 })] }), { describe, it });
registerChecks('lossChart', observerContract({ observer: lossChart(), output }), { describe, it });

describe('what the contracts leave open', () => {
  it('sparse gives each unit as many weights as it says', async () => {
    await using run = await createRun({ model: [{ use: 'dense', units: 6, kernelInitializer: sparse(2) }], loss: 'meanSquaredError', optimizer: 'sgd', shapes: { inputs: [[5]], targets: [[6]] } });
    const { 'dense/kernel': kernel } = await run.getWeights();
    const connections = Array.from({ length: 6 }, (_, unit) => [...kernel?.values ?? []].filter((value, index) => index % 6 === unit && value !== 0).length);
    expect(connections).toEqual([2, 2, 2, 2, 2, 2]);
  });

  it('checkerboard colours its squares in turn', async () => {
    await using run = await createRun({ model: [{ use: 'dense', units: 1 }], loss: cauchy(), optimizer: 'sgd', data: checkerboard({ samples: 50, squares: 2 }) });
    const { inputs: [points], targets: [colours] } = run.parts.data?.train ?? { inputs: [], targets: [] };
    const expected = Array.from({ length: 50 }, (_, i) => ((points?.values[2 * i] ?? 0) * (points?.values[2 * i + 1] ?? 0) < 0 ? 1 : 0));
    expect([...colours?.values ?? []]).toEqual(expected);
  });

  it('lossChart says so where nothing can be drawn, to the logger of the run', async () => {
    const said: string[] = [];
    const logger = { info: (line: string) => void said.push(line), warn: (line: string) => void said.push(line) };
    const listening = new ContainerModule(({ bind }) => void bind(LOGGER).toConstantValue(logger));
    await using run = await createRun({ model: [{ use: 'dense', units: 1 }], loss: cauchy(), optimizer: 'sgd', data: checkerboard({ samples: 4 }), observers: [lossChart()], plugins: [listening], training: { epochs: 1, batchSize: 4 } });
    await run.train();
    expect(said).toEqual(['lossChart: nothing is drawn, as the run writes nothing']);
    expect(existsSync('loss.svg')).toBe(false);
  });
});
