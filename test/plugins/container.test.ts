import { ContainerModule } from 'inversify';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { defineLoss } from '../../src/components/definition.ts';
import { PluginError } from '../../src/errors.ts';
import { relu } from '../../src/layers/activations/relu.ts';
import { createContainer } from '../../src/plugins/container.ts';
import { definePlugin } from '../../src/plugins/definePlugin.ts';
import { CONTRIBUTIONS, REGISTRY, SEED } from '../../src/plugins/tokens.ts';
import { l2 } from '../../src/regularizers/l2.ts';

const first = definePlugin({ name: 'first', contributes: { layers: [relu] } });

describe('createContainer', () => {
  it('collects what plugins contribute, by kind', () => {
    const registry = createContainer([first, definePlugin({ name: 'second', contributes: { regularizers: [l2] } })]).get(REGISTRY);
    expect([...registry.contributions('layer').keys()]).toEqual(['relu']);
    expect(registry.contributions('regularizer').get('l2')?.plugin).toBe('second');
    expect(registry.contributions('loss').size).toBe(0);
  });

  it('names both plugins that contribute one name', () => {
    const container = createContainer([first, definePlugin({ name: 'second', contributes: { layers: [relu] } })]);
    const ask = (): unknown => container.get(REGISTRY);
    expect(ask).toThrow(PluginError);
    expect(ask).toThrow(/the layer "relu" is contributed twice[^]*plugin first[^]*plugin second/);
  });

  it('lets one name stand in two kinds', () => {
    const reluLoss = defineLoss({
      name: 'relu', summary: 'a loss of that name', options: () => z.strictObject({}),
      create: () => ({ batchReduction: 'mean', forward: (_, prediction) => ({ values: prediction, backward: dValues => dValues }) }),
    });
    const registry = createContainer([first, definePlugin({ name: 'second', contributes: { losses: [reluLoss] } })]).get(REGISTRY);
    expect(registry.contributions('loss').has('relu')).toBe(true);
  });

  it('takes a ContainerModule, whose contributions may ask for services of the run', () => {
    const module = new ContainerModule(({ bind }) => {
      bind(CONTRIBUTIONS.layer).toResolvedValue((seed: number) => ({ plugin: `seeded with ${seed}`, definition: relu.definition }), [SEED]);
    });
    const container = createContainer([module]);
    container.bind(SEED).toConstantValue(7);
    expect(container.get(REGISTRY).contributions('layer').get('relu')?.plugin).toBe('seeded with 7');
  });

  it('refuses an asynchronous module and a thing that is no plugin', () => {
    expect(() => createContainer([new ContainerModule(async () => {})])).toThrow(PluginError);
    expect(() => createContainer([JSON.parse('{"name":"odd"}')])).toThrow(/this is no plugin/);
  });

  it('shares nothing between containers', () => {
    const [one, two] = [createContainer([first]), createContainer([])];
    expect(one.get(REGISTRY).contributions('layer').size).toBe(1);
    expect(two.get(REGISTRY).contributions('layer').size).toBe(0);
    expect(one.get(REGISTRY)).toBe(one.get(REGISTRY));
  });
});
