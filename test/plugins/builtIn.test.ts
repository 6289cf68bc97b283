import { describe, expect, it } from 'vitest';
import { kindWords } from '../../src/components/kinds.ts';
import type { Kind } from '../../src/components/kinds.ts';
import { parseRun } from '../../src/config/schema.ts';
import { builtIn } from '../../src/plugins/builtIn.ts';
import { createContainer } from '../../src/plugins/container.ts';
import { REGISTRY } from '../../src/plugins/tokens.ts';

describe('the framework’s own plugin', () => {
  const registry = () => createContainer([builtIn]).get(REGISTRY);

  it('contributes every kind under unique names, each with a summary', () => {
    const kinds = (Object.keys(kindWords) as Kind[]).filter(kind => kind !== 'observer');
    for (const kind of kinds) {
      const definitions = [...registry().contributions(kind).values()].map(({ definition }) => definition);
      expect(definitions.length, kind).toBeGreaterThan(0);
      for (const { summary } of definitions) expect(summary).toMatch(/\S/u);
    }
  });

  it('makes a run of the kind that the README shows', () => {
    const settings = parseRun(registry(), {
      model: [{ use: 'dense', units: 128, activation: 'relu', kernelRegularizer: 'l2' }, { use: 'dropout', rate: 0.2 }, { use: 'dense', units: 10 }],
      loss: 'categoricalCrossEntropy',
      optimizer: { use: 'momentum', learningRate: { use: 'exponentialDecay', initialValue: 0.1, decayRate: 0.9, decaySteps: 10 } },
      data: { use: 'mnist', validation: 5000 },
      metrics: ['accuracy'],
    });
    expect(Object.keys(settings.metrics)).toEqual(['accuracy']);
  });

  it('knows both ways to name a device or a precision', async () => {
    expect(() => registry().check('backend', 'tfjs:wasm')).not.toThrow();
    expect(() => registry().check('backend', { use: 'tfjs', device: 'tpu' })).toThrow(/expected: one of cpu, wasm, node/);
    expect(await registry().create('backend', 'typescript:float64')).toMatchObject({ precision: 'float64' });
  });
});
