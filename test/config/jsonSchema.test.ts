import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Ajv } from 'ajv';
import { definePlugin, defineLayer, z } from 'chainrule';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { schemaText } from '../../src/cli/components/printSchema.ts';
import { kinds } from '../../src/cli/components/kindOf.ts';
import { optionsOf } from '../../src/config/jsonSchema/componentSchemas.ts';
import { configSchema } from '../../src/config/jsonSchema/configSchema.ts';
import { noDescriptions } from '../../src/config/jsonSchema/descriptions.ts';
import type { JsonSchema } from '../../src/config/jsonSchema/jsonSchema.ts';
import { readConfig } from '../../src/config/loadConfig.ts';
import { loadPlugins } from '../../src/config/loadPlugins.ts';
import { parseRun, runSchema } from '../../src/config/schema.ts';
import { createRegistry } from '../../src/plugins/createRegistry.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const examples = readdirSync(`${root}examples`).filter(name => name.endsWith('.yaml'));
const textOf = (name: string) => readFileSync(`${root}examples/${name}`, 'utf8');

/** Whether a schema takes a config, and its mistakes if not: of alternatives those of each. */
function checkerOf(schema: JsonSchema): (config: unknown) => string | undefined {
  const takes = new Ajv({ strict: false, allErrors: true }).compile(schema);
  return config => (takes(config) ? undefined : (takes.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message ?? ''}`).join('\n'));
}

const registry = createRegistry([]);
const check = checkerOf(configSchema(registry));
const rest = { loss: 'meanSquaredError', optimizer: 'adam', shapes: { inputs: [[4]], targets: [[1]] } };
const withModel = (...model: readonly unknown[]) => ({ model, ...rest });

/** Whether a run takes a config. */
function runs(config: Readonly<Record<string, unknown>>): boolean {
  try {
    parseRun(registry, readConfig(JSON.stringify(config), 'config.json').config);
    return true;
  } catch {
    return false;
  }
}

describe('the JSON Schema of configs', () => {
  it.each(examples)('takes examples/%s', name => {
    expect(check(parse(textOf(name)))).toBeUndefined();
  });

  it('takes a config of plugins, which the plain one refuses', async () => {
    const config: unknown = parse(textOf('plugins/checkerboard.yaml'));
    const plugins = await loadPlugins(['./plugin.ts'], `${root}examples/plugins`);
    expect(checkerOf(configSchema(createRegistry(plugins)))(config)).toBeUndefined();
    expect(check(config)).toBeDefined();
  });

  it('is the one that the package ships (npm run schema writes it)', () => {
    expect(readFileSync(`${root}config.schema.json`, 'utf8') === schemaText([])).toBe(true);
  });

  it('knows each key of a run, and no other', () => {
    const { properties = {} } = configSchema(registry);
    expect(Object.keys(properties).filter(key => key !== 'extends').sort()).toEqual(Object.keys(runSchema(registry)._zod.def.shape).sort());
  });

  it.each([
    ['a name', withModel('relu'), undefined],
    ['a list of layers in a layer', withModel({ use: 'residual', layer: [{ use: 'dense', units: 4 }, 'tanh'] }), undefined],
    ['a regularizer as a layer', withModel({ use: 'dropout', rate: 0.2, name: 'drop' }), undefined],
    ['a number for a schedule', { ...withModel('relu'), optimizer: { use: 'sgd', learningRate: 0.1 } }, undefined],
    ['a schedule', { ...withModel('relu'), optimizer: { use: 'sgd', learningRate: { use: 'stepDecay', initialValue: 0.1, stepSize: 10 } } }, undefined],
    ['a device', { ...withModel('relu'), backend: 'tfjs:wasm' }, undefined],
    ['a path for native', { ...withModel('relu'), backend: 'native:libblas.so.3' }, undefined],
    ['a loss as a metric', { ...withModel('relu'), metrics: ['huber', { use: 'huber', delta: 2, name: 'wide' }] }, undefined],
    ['losses with weights', { ...withModel('relu'), loss: [{ loss: 'huber', weight: 0.3 }, 'meanSquaredError', null] }, undefined],
    ['an interpolated number', { ...withModel({ use: 'dense', units: '${env:UNITS:-8}' }), training: { epochs: '${env:EPOCHS}' } }, undefined],
    ['an interpolated name', withModel({ use: '${env:LAYER:-dense}', units: 8 }), undefined],
    ['a config that extends another', { extends: './base.yaml', optimizer: { learningRate: 0.1 } }, undefined],
    ['nested values', withModel({ use: 'dense', units: 2, kernelInitializer: { use: 'givenValues', values: [[1, 2], [3, 4]] } }), undefined],
    ['an unknown key', { ...withModel('relu'), optimiser: 'sgd' }, ' must NOT have additional properties'],
    ['an unknown option', withModel({ use: 'dense', units: 2, unitz: 2 }), '/model/0 must NOT have additional properties'],
    ['an option that is missing', withModel({ use: 'dense' }), "/model/0 must have required property 'units'"],
    ['a bare name that needs options', withModel('dense'), '/model/0 must be equal to one of the allowed values'],
    ['an unknown name', withModel({ use: 'dnse', units: 2 }), '/model/0/use must be equal to one of the allowed values'],
    ['a rate out of range', withModel({ use: 'dropout', rate: 1 }), '/model/0/rate must be < 1'],
    ['a negative learning rate', { ...withModel('relu'), optimizer: { use: 'adam', learningRate: -1 } }, '/optimizer/learningRate must be >= 0'],
    ['a wrong type', withModel({ use: 'dense', units: 'many' }), '/model/0/units must be integer'],
    ['a component without its name', { ...withModel('relu'), optimizer: { learningRate: 0.1 } }, "/optimizer must have required property 'use'"],
    ['no loss', { model: ['relu'], optimizer: 'adam' }, " must have required property 'loss'"],
  ])('with %s', (_, config, mistake) => {
    const found = check(config);
    if (mistake === undefined) expect(found).toBeUndefined();
    else expect(found).toContain(mistake);
  });

  it('refuses what is broken in an example, and nothing that a run takes', () => {
    const broken = ['mnist-dropout.yaml', 'wine.yaml'].flatMap(name => mutantsOf(parse(textOf(name))));
    const refused = broken.filter(config => check(config) !== undefined);
    expect(refused.filter(config => runs(config))).toEqual([]);
    const wrong = broken.filter(config => !runs(config));
    // That a rate must not be negative is known where it is used, not where a schedule has its options.
    const elsewhere = wrong.filter(config => check(config) === undefined);
    expect(elsewhere.map(({ optimizer }) => optimizer)).toEqual([expect.objectContaining({ learningRate: expect.objectContaining({ initialValue: -1e9 }) as unknown })]);
    expect(wrong.length).toBeGreaterThan(150);
  });

  it('gives a plugin its options, and what its schema says of them', () => {
    const spiral = defineLayer({ name: 'spiral', summary: 'turns', options: () => z.strictObject({ turns: z.number().min(0).describe('How often.').default(2) }), create: () => { throw new Error('not made'); } });
    const plugin = definePlugin({ name: 'mine', contributes: { layers: [spiral] } });
    const schema = configSchema(createRegistry([plugin]));
    expect(schema.definitions?.['layer.spiral']?.properties?.['turns']).toEqual({ description: 'How often.', default: 2, anyOf: [{ type: 'number', minimum: 0 }, { type: 'string', pattern: '\\$\\{' }] });
    expect(checkerOf(schema)(withModel({ use: 'spiral', turns: -1 }))).toContain('/model/0/turns must be >= 0');
    expect(checkerOf(schema)(withModel({ use: 'spiral', turns: 3 }))).toBeUndefined();
  });

  it('describes an option of every component by an object', () => {
    const schemas = kinds.flatMap(kind => [...registry.contributions(kind).values()].map(contribution => optionsOf(contribution, noDescriptions)));
    expect(schemas.length).toBeGreaterThan(150);
    expect(schemas.filter(({ type, additionalProperties }) => type !== 'object' || additionalProperties !== false)).toEqual([]);
  });
});

/** A config with one thing changed in each: a key renamed, a value of another type, a text of other letters, a number beyond any range. */
function mutantsOf(config: unknown): readonly Readonly<Record<string, unknown>>[] {
  return changes(config).filter((changed): changed is Readonly<Record<string, unknown>> => typeof changed === 'object' && changed !== null && !Array.isArray(changed));
}

function changes(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return [...value.flatMap((each: unknown, index) => changes(each).map(changed => value.with(index, changed))), 'a text'];
  if (typeof value !== 'object' || value === null) return typeof value === 'number' ? [-1e9, 'many', [value], { value }] : [`${String(value)}x`, -1, [value], { value }];
  const entries = Object.entries(value);
  const inner = entries.flatMap(([key, each]) => changes(each).map(changed => ({ ...value, [key]: changed })));
  const renamed = entries.map(([key]) => Object.fromEntries(entries.map(([other, each]) => [other === key ? `${key}s` : other, each])));
  return [...inner, ...renamed, 12];
}
