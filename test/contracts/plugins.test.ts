import { readdirSync, readFileSync } from 'node:fs';
import { arrays, createRun } from 'chainrule';
import { expectCorrectGradients, layerContract, lossContract, optimizerContract, registerChecks, regularizerContract } from 'chainrule/testing';
import { describe, expect, it } from 'vitest';
import { adagrad } from '../../examples/plugins/adagrad.ts';
import { gaussianNoise } from '../../examples/plugins/gaussianNoise.ts';
import { logCosh } from '../../examples/plugins/logCosh.ts';
import examplePlugin from '../../examples/plugins/plugin.ts';
import { swish } from '../../examples/plugins/swish.ts';
import { backends } from './runContracts.ts';

const folder = new URL('../../examples/plugins/', import.meta.url);
const common = { plugins: [examplePlugin], backends };

describe('a plugin with a layer, a loss, an optimizer and a regularizer', () => {
  it.each(readdirSync(folder))('is short: %s', file => {
    expect(readFileSync(new URL(file, folder), 'utf8').trimEnd().split('\n').length).toBeLessThanOrEqual(25);
  });

  it('trains a model', async () => {
    const inputs = [[0, 0], [0, 1], [1, 0], [1, 1]];
    await using run = await createRun({
      model: [{ use: 'dense', units: 8 }, swish({ beta: 1.5 }), gaussianNoise(0.05), { use: 'dense', units: 1 }],
      loss: logCosh(), optimizer: adagrad(0.5), data: arrays({ inputs, targets: [[0], [1], [1], [0]] }), plugins: [examplePlugin], seed: 3, training: { batchSize: 4 },
    });
    const before = await run.evaluate('train');
    await run.train({ epochs: 300 });
    const after = await run.evaluate('train');
    expect(before['loss']).toBeGreaterThan(0.1);
    expect(after['loss']).toBeLessThan(0.01);
  });

  it('has correct gradients, in one line', async () => {
    await expectCorrectGradients(swish(2), { inputs: [[2, 3]], ...common });
  });

  registerChecks('the layer', layerContract({ layer: swish({ beta: 0.7 }), inputs: [[3]], ...common }), { describe, it });
  registerChecks('the loss', lossContract({
    loss: logCosh(), prediction: [3], target: [3], reference: (a, t) => a.reduce((sum, x, i) => sum + Math.log(Math.cosh(x - (t[i] ?? 0))), 0), ...common,
  }), { describe, it });
  registerChecks('the optimizer', optimizerContract({
    optimizer: adagrad(0.2), ...common,
    reference: (parameter, gradient, _, state) => parameter.map((w, i) => {
      const sums = state['sums'] ??= parameter.map(() => 0);
      const [g, sum] = [gradient[i] ?? 0, (sums[i] ?? 0) + (gradient[i] ?? 0) ** 2];
      sums[i] = sum;
      return w - (0.2 * g) / (Math.sqrt(sum) + 1e-7);
    }),
  }), { describe, it });
  registerChecks('the regularizer', regularizerContract({ regularizer: gaussianNoise(0.3), ...common }), { describe, it });
});
