import { Ajv } from 'ajv';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { defineDataSource, defineOptimizer } from '../../src/components/definition.ts';
import { configSchema } from '../../src/config/jsonSchema/configSchema.ts';
import { readConfig, withPlaces } from '../../src/config/loadConfig.ts';
import { parseRun } from '../../src/config/schema.ts';
import { tellDeprecated } from '../../src/config/tellDeprecated.ts';
import { momentum } from '../../src/optimizers/momentum.ts';
import { definePlugin } from '../../src/plugins/definePlugin.ts';
import { createRegistry } from '../../src/plugins/createRegistry.ts';
import { configRegistry, points, valid } from './fixtures.ts';
import { problemsIn } from './files.ts';

const aged = defineOptimizer({
  ...momentum.definition,
  name: 'aged',
  options: components => z.strictObject({ learningRate: components.schedule(), momentum: z.number().gt(0).default(0.5) }),
  deprecated: { rate: { use: 'learningRate', since: '0.2' }, beta: { use: 'momentum', since: '0.3' }, decay: { removed: '0.4', next: 'use a schedule for learningRate' } },
  create: ({ learningRate }) => momentum.definition.create({ learningRate, momentum: learningRate, nesterov: false }),
});
const agedPoints = defineDataSource({ ...points.definition, name: 'agedPoints', options: () => z.strictObject({ count: z.int() }), deprecated: { size: { use: 'count', since: '0.2' } } });

function parse(optimizer: string, data = 'points') {
  const text = valid.replace(/optimizer: .*/u, `optimizer: ${optimizer}`).replace(/data: .*/u, `data: ${data}`);
  const { config, places } = readConfig(text, 'run.yaml');
  const registry = configRegistry(definePlugin({ name: 'aged', contributes: { optimizers: [aged], dataSources: [agedPoints] } }));
  return { settings: withPlaces(places, () => parseRun(registry, config)), registry, config, places };
}

afterEach(() => vi.restoreAllMocks());

describe('an option with another name', () => {
  it('is taken by the JSON Schema too, marked as such', () => {
    const schema = configSchema(createRegistry([definePlugin({ name: 'aged', contributes: { optimizers: [aged] } })]));
    expect(schema.definitions?.['optimizer.aged']?.properties?.['rate']).toMatchObject({ deprecated: true, deprecationMessage: 'is called learningRate since 0.2; it works, and will be removed' });
    const takes = new Ajv({ strict: false }).compile(schema);
    const check = (optimizer: unknown) => takes({ model: 'relu', loss: 'meanSquaredError', optimizer });
    for (const options of [{ rate: 0.1 }, { learningRate: 0.1, beta: 0.5 }, { rate: 0.1, momentum: 0.5 }]) expect(check({ use: 'aged', ...options })).toBe(true);
    for (const options of [{}, { beta: 0.5 }, { rate: 0.1, beta: -1 }, { rate: 0.1, decay: 1 }]) expect(check({ use: 'aged', ...options })).toBe(false);
    expect(check('aged')).toBe(false);
  });

  it('is taken, with a warning at its place, once', () => {
    const lines: string[] = [];
    vi.spyOn(process.stderr, 'write').mockImplementation(text => lines.push(String(text)) > 0);
    const { registry, config, places, settings } = parse('{ use: aged, rate: 0.25 }', '{ use: agedPoints, size: 3, shuffle: false }');
    expect(settings.optimizer).toBeDefined();
    for (let times = 0; times < 2; times++) tellDeprecated(config, registry.outdated, path => places.of(path));
    expect(lines.toSorted()).toEqual([
      'warning: run.yaml:13:31: optimizer.rate has been called `learningRate` since 0.2; it works, and will be removed\n',
      'warning: run.yaml:14:32: data.size has been called `count` since 0.2; it works, and will be removed\n',
    ]);
  });

  it('is checked, and told of under the name that was written', async () => {
    expect(await problemsIn(() => parse('{ use: aged, rate: 0.1, beta: -1 }'))).toMatchObject([{ place: 'run.yaml:13:42', path: ['optimizer', 'beta'], got: '-1' }]);
    expect(await problemsIn(() => parse('{ use: aged, rate: 0.1, learningRate: 2 }'))).toMatchObject([{ place: 'run.yaml:13:25', problem: 'the option "rate" is now called "learningRate", which is given too' }]);
  });

  it('that was removed is an error that says what to do, beside the others', async () => {
    expect(await problemsIn(() => parse('{ use: aged, decay: 0.1, momentum: 0, learningRate: 1 }'))).toMatchObject([
      { place: 'run.yaml:13:25', problem: 'the option "decay" was removed in 0.4', next: 'use a schedule for learningRate' },
      { path: ['optimizer', 'momentum'], got: '0' },
    ]);
  });
});
