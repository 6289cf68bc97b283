import { readdirSync, readFileSync } from 'node:fs';
import { arrays, createRun } from 'chainrule';
import { expectCorrectGradients, layerContract, lossContract, optimizerContract, registerChecks, regularizerContract } from 'chainrule/testing';
import { describe, expect, it } from 'vitest';
import { cauchy } from '../../examples/plugins/cauchy.ts';
import examplePlugin from '../../examples/plugins/plugin.ts';
import { signDescent } from '../../examples/plugins/signDescent.ts';
import { smoothL1 } from '../../examples/plugins/smoothL1.ts';
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
      model: [{ use: 'dense', units: 8 }, swish({ beta: 1.5, outputRegularizer: smoothL1(1e-4) }), { use: 'dense', units: 1 }],
      loss: cauchy(), optimizer: signDescent(0.01), data: arrays({ inputs, targets: [[0], [1], [1], [0]] }), plugins: [examplePlugin], seed: 3, training: { batchSize: 4 },
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
    loss: cauchy(), prediction: [3], target: [3], reference: (a, t) => a.reduce((sum, x, i) => sum + Math.log1p((x - (t[i] ?? 0)) ** 2) / 2, 0), ...common,
  }), { describe, it });
  registerChecks('the optimizer', optimizerContract({
    optimizer: signDescent(0.2), ...common,
    reference: (parameter, gradient, _, state) => parameter.map((w, i) => {
      const velocity = state['velocity'] ??= parameter.map(() => 0);
      velocity[i] = 0.9 * (velocity[i] ?? 0) + 0.1 * (gradient[i] ?? 0);
      return w - 0.2 * Math.sign(velocity[i] ?? 0);
    }),
  }), { describe, it });
  registerChecks('the regularizer', regularizerContract({ regularizer: smoothL1(0.3), ...common }), { describe, it });
});
