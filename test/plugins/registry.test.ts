import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { defineInitializer, defineLayer } from '../../src/components/definition.ts';
import { ConfigError, PluginError } from '../../src/errors.ts';
import { dense } from '../../src/layers/dense.ts';
import { definePlugin } from '../../src/plugins/definePlugin.ts';
import { InvalidConfigError } from '../../src/plugins/problem.ts';
import type { Problem } from '../../src/plugins/problem.ts';
import { l2 } from '../../src/regularizers/l2.ts';
import { doubling, fixtureRegistry } from './fixtures.ts';

function problemsOf(work: () => unknown): readonly Problem[] {
  try {
    work();
  } catch (error) {
    if (error instanceof InvalidConfigError) return error.problems;
    throw error;
  }
  throw new Error('nothing was wrong');
}

const problems = (input: unknown): readonly Problem[] => problemsOf(() => fixtureRegistry().create('layer', input));

describe('Registry.create', () => {
  it('gives the same component for the same reference object and fresh ones for names and copies', () => {
    const registry = fixtureRegistry();
    const shared = dense({ units: 3 });
    expect(registry.create('layer', shared)).toBe(registry.create('layer', shared));
    expect(registry.create('layer', shared)).not.toBe(registry.create('layer', { ...shared }));
    expect(registry.create('layer', 'relu')).not.toBe(registry.create('layer', 'relu'));
    expect(fixtureRegistry().create('layer', shared)).not.toBe(registry.create('layer', shared));
  });

  it('takes a number for a schedule, a list for a sequential and name:device for a backend', () => {
    const registry = fixtureRegistry();
    expect(registry.create('schedule', 0.25).at(9)).toBe(0.25);
    const list = registry.create('layer', [dense({ units: 3 }), 'relu']);
    expect(registry.nameOf(list)).toBe('sequential');
    expect(registry.create('backend', 'fake:wasm')).toMatchObject({ name: 'fake:wasm' });
    expect(registry.create('backend', { use: 'fake', device: 'wasm' })).toMatchObject({ name: 'fake:wasm' });
    expect(registry.create('optimizer', { use: 'momentum', learningRate: 0.5 })).toHaveProperty('update');
  });

  it('names a layer by its own name, else by its component', () => {
    const registry = fixtureRegistry();
    expect(registry.nameOf(registry.create('layer', 'relu'))).toBe('relu');
    expect(registry.nameOf(registry.create('layer', { use: 'relu', name: 'kink' }))).toBe('kink');
    expect(registry.nameOf(registry.create('layer', { use: 'relu', name: 'kink', outputRegularizer: l2(1) }))).toBe('kink');
    expect(registry.nameOf(registry.create('layer', { use: 'relu', outputRegularizer: l2(1) }))).toBe('relu');
    expect(registry.nameOf(registry.create('layer', doubling()))).toBe('doubling');
  });

  it('makes one layer of equal references that are shared under one name', () => {
    const registry = fixtureRegistry();
    const reference = { use: 'dense', units: 2, sharedAs: 'encoder' };
    expect(registry.create('layer', { ...reference })).toBe(registry.create('layer', { ...reference }));
    const [problem] = problemsOf(() => registry.create('layer', { ...reference, units: 3 }));
    expect(problem).toMatchObject({ path: ['sharedAs'], problem: 'two different layers are shared as "encoder"' });
  });

  it('tells of an unknown component, its nearest name and all that are known', () => {
    const [problem] = problems({ use: 'sequential', layers: [{ use: 'denze', units: 3 }] });
    expect(problem).toMatchObject({ path: ['layers', 0, 'use'], problem: 'unknown layer "denze"', nearest: 'dense' });
    expect(problem?.expected).toBe('one of dense, doubling, l2, picky, relu, sequential');
    expect(problems('rely')).toMatchObject([{ path: [], nearest: 'relu' }]);
    expect(problems('momentum')).toMatchObject([{ got: 'an optimizer of that name' }]);
  });

  it('tells of an unknown option with the nearest one, common ones included', () => {
    expect(problems({ use: 'dense', unitz: 3, units: 3 })).toMatchObject([{ path: ['unitz'], nearest: 'units' }]);
    expect(problems({ use: 'relu', outputRegulariser: 'l2' })).toMatchObject([{ path: ['outputRegulariser'], nearest: 'outputRegularizer' }]);
    expect(problems({ use: 'picky', window: { heigth: 1, height: 1, width: 1 } })).toMatchObject([{ path: ['window', 'heigth'], nearest: 'height' }]);
  });

  it('tells got and expected of types, ranges and choices', () => {
    expect(problems({ use: 'dense', units: 'many' })).toMatchObject([{ path: ['units'], problem: 'wrong type', got: '"many"', expected: 'a number' }]);
    expect(problems({ use: 'dense', units: 2.5 })).toMatchObject([{ got: '2.5', expected: 'a whole number' }]);
    expect(problems({ use: 'dense', units: -3 })).toMatchObject([{ problem: 'out of range', got: '-3', expected: 'more than 0' }]);
    expect(problems({ use: 'dense' })).toMatchObject([{ path: ['units'], problem: 'a value is missing', expected: 'a number' }]);
    expect(problems({ use: 'picky', padding: 'sane' })).toMatchObject([{ path: ['padding'], nearest: 'same' }]);
    expect(problems({ use: 'picky', padding: -1 })).toMatchObject([{ path: ['padding'], got: '-1', expected: 'at least 0' }]);
    expect(problems({ use: 'picky', rates: [] })).toMatchObject([{ path: ['rates'], expected: 'at least 1 entry' }]);
  });

  it('lists all problems at once, deep ones with their path', () => {
    const found = problems([{ use: 'dense', units: 0, activation: 'rel', name: 'a/b' }, 'relu', { use: 'dense', units: 1, kernelRegularizer: { use: 'l2', lambda: 'x' } }]);
    expect(found.map(({ path }) => path.join('.')).sort()).toEqual(['0.activation', '0.name', '0.units', '2.kernelRegularizer.lambda']);
  });

  it('refuses what is no reference, and one that contains itself', () => {
    expect(problems(7)).toMatchObject([{ problem: 'not a layer', got: '7' }]);
    expect(problems(null)).toMatchObject([{ problem: 'a layer is missing' }]);
    expect(problems({ units: 3 })).toMatchObject([{ problem: 'a layer without `use`' }]);
    expect(problems({ use: 3 })).toMatchObject([{ path: ['use'], got: '3' }]);
    const loop: { use: string; units: number; activation?: unknown } = { use: 'dense', units: 1 };
    loop.activation = loop;
    expect(problems(loop)).toMatchObject([{ path: ['activation'], problem: 'a reference contains itself' }]);
    expect(problems('__proto__')).toMatchObject([{ problem: 'unknown layer "__proto__"' }]);
    expect(problems({ use: 'relu', ...JSON.parse('{"constructor": 1}') })).toMatchObject([{ path: ['constructor'] }]);
  });

  it('takes a ConfigError of a factory as a problem of its reference, and names a factory that makes nothing', () => {
    const strict = defineInitializer({
      name: 'strict', summary: 'never right', options: () => z.strictObject({ low: z.number() }),
      create: () => { throw new ConfigError('low is above high', { where: 'low', got: '3' }); },
    });
    const nothing = defineLayer({ name: 'nothing', summary: 'a mistake', options: () => z.strictObject({}), create: () => JSON.parse('null') });
    const registry = fixtureRegistry(definePlugin({ name: 'odd', contributes: { initializers: [strict], layers: [nothing] } }));
    const found = problemsOf(() => registry.create('layer', { use: 'dense', units: 1, kernelInitializer: { use: 'strict', low: 3 } }));
    expect(found).toMatchObject([{ path: ['kernelInitializer', 'low'], problem: 'low is above high', got: '3' }]);
    expect(() => registry.create('layer', 'nothing')).toThrow(PluginError);
  });
});

describe('Registry.check', () => {
  it('finds problems of a backend without making it', () => {
    expect(problemsOf(() => fixtureRegistry().check('backend', 'fake:wasn'))).toMatchObject([{ path: [], nearest: 'wasm' }]);
    expect(fixtureRegistry().check('backend', 'fake:cpu')).toBeUndefined();
  });
});
