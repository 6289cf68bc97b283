import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { readConfig } from '../../src/config/loadConfig.ts';
import { resolvedConfig } from '../../src/config/resolvedConfig.ts';
import { parseRun } from '../../src/config/schema.ts';
import type { RunConfig } from '../../src/config/schema.ts';
import { dense } from '../../src/layers/dense.ts';
import { momentum } from '../../src/optimizers/momentum.ts';
import { definePlugin } from '../../src/plugins/definePlugin.ts';
import { l2 } from '../../src/regularizers/l2.ts';
import { configRegistry, points, valid } from './fixtures.ts';

async function resolve(config: RunConfig): Promise<{ readonly text: string; readonly data: Readonly<Record<string, unknown>> }> {
  const registry = configRegistry();
  const text = await resolvedConfig(config, parseRun(registry, config), registry, '../..')();
  return { text, data: parse(text) };
}

describe('resolvedConfig', () => {
  it('writes a config that resolves to itself', async () => {
    const { config } = readConfig(valid, 'run.yaml');
    const first = await resolve(config as RunConfig);
    const again = await resolve(readConfig(first.text, 'config.yaml').config as RunConfig);
    expect(again.text).toBe(first.text);
    expect(first.data).toMatchObject({ name: 'tiny', folder: '../..', backend: 'fake:wasm', seed: 7, output: 'out', training: { epochs: 3, batchSize: 8 }, optimizer: { use: 'momentum', learningRate: 0.1 } });
  });

  it('fills in defaults at the top and keeps references as they were given', async () => {
    const { data } = await resolve({ model: ['relu', dense({ units: 2 })], loss: 'difference', optimizer: momentum(0.1), backend: 'fake', training: { steps: 3 } });
    expect(data).toEqual({
      name: 'run', folder: '../..', backend: 'fake', gradients: 'backprop', seed: 0, model: ['relu', { use: 'dense', units: 2 }], loss: 'difference',
      optimizer: { use: 'momentum', learningRate: 0.1 }, metrics: [], training: { steps: 3, batchSize: 32, denominator: 'samples' }, plugins: [],
    });
  });

  it('writes shared layers with sharedAs, and nothing else that is shared', async () => {
    const penalty = l2(0.1);
    const shared = dense({ units: 2, kernelRegularizer: penalty });
    const list = ['relu'] as const;
    const { text, data } = await resolve({
      model: [shared, dense({ units: 2, kernelRegularizer: penalty }), shared, list, { use: 'dense', units: 2, sharedAs: 'shared1' }, list],
      loss: 'difference', optimizer: momentum(0.1), backend: 'fake',
    });
    const first = { use: 'dense', units: 2, kernelRegularizer: { use: 'l2', lambda: 0.1 }, sharedAs: 'shared2' };
    const second = { use: 'sequential', layers: ['relu'], sharedAs: 'shared3' };
    const { sharedAs: _, ...plain } = first;
    expect(data['model']).toEqual([first, plain, first, second, { use: 'dense', units: 2, sharedAs: 'shared1' }, second]);
    expect(text).not.toContain('&');
    const registry = configRegistry();
    parseRun(registry, readConfig(text, 'config.yaml').config);
    expect(registry.create('layer', first)).toBe(registry.create('layer', { ...first }));
  });

  it('names what a file cannot hold', async () => {
    const plugin = definePlugin({ name: 'spiral', contributes: {} });
    const { text, data } = await resolve({ model: dense({ units: 2 }), loss: 'difference', optimizer: momentum(0.1), backend: 'fake', plugins: [plugin, './mine.js'], data: points({ values: new Float32Array(5) }) });
    expect(text.split('\n')[0]).toBe('# Plugins given in code: "spiral"');
    expect(data).toMatchObject({ plugins: ['./mine.js'], data: { use: 'points', values: '(5 values, given in code)' } });
  });
});
