import { ContainerModule, inject } from 'inversify';
import {
  BACKEND, BACKEND_PROVIDER, CLOCK, CONSTRUCT, createRun, defineObserver, definePlugin, GRADIENT_ENGINE, LOGGER, OPTIONS, PluginError, RANDOM, RUN_FOLDER, SEED, z,
} from 'chainrule';
import type { Clock, Logger, Observer, Plugin, RandomSource, RunConfig } from 'chainrule';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, expectTypeOf, it } from 'vitest';
import type { Backend } from '../../src/backends/backend.ts';
import { typescriptBackend } from '../../src/backends/typescript/typescriptBackend.ts';
import { loadPlugins } from '../../src/config/loadPlugins.ts';
import { backprop } from '../../src/gradients/backprop.ts';
import { createContainer } from '../../src/plugins/container.ts';
import { classifier, flatWeights } from '../training/problems.ts';
import { pluginFolder } from './files.ts';

const options = () => z.strictObject({});
const about = { name: 'asking', summary: 'asks for services', options };

/** Trains a small run with observers of these plugins. */
async function trained(plugins: readonly Plugin[], more: Partial<RunConfig> = {}): Promise<void> {
  await using run = await createRun(classifier(12, { backend: 'typescript', plugins, observers: ['asking'], training: { epochs: 1, batchSize: 6 }, ...more }));
  await run.train();
}

/** A plugin with one observer that asks for these services. */
const asking = (observer: Parameters<typeof definePlugin>[0]['contributes']['observers']) => definePlugin({ name: 'asking', contributes: { observers: observer ?? [] } });

describe('a definition lists the services that it asks for', () => {
  it('and its factory is given them, with their types', async () => {
    const seen: unknown[] = [];
    const observer = defineObserver({
      ...about, inject: [LOGGER, CLOCK, RANDOM, RUN_FOLDER, BACKEND_PROVIDER, SEED],
      create(own, logger, clock, random, folder, backend, seed) {
        expectTypeOf(own).toEqualTypeOf<Record<string, never>>();
        expectTypeOf(logger).toEqualTypeOf<Logger>();
        expectTypeOf(clock).toEqualTypeOf<Clock>();
        expectTypeOf(random).toEqualTypeOf<RandomSource>();
        expectTypeOf(folder).toEqualTypeOf<() => string | undefined>();
        expectTypeOf(backend).toEqualTypeOf<() => Backend>();
        expectTypeOf(seed).toEqualTypeOf<number>();
        seen.push(clock.now() <= clock.now(), clock.date() instanceof Date, random.stream('a') !== undefined, folder(), seed);
        expect(backend).toThrow(PluginError);
        expect(backend).toThrow(/the run has no backend yet[^]*started/u);
        return { started: () => void seen.push(backend().name) };
      },
    });
    await trained([asking([observer])], { seed: 5 });
    expect(seen).toEqual([true, true, true, undefined, 5, 'typescript']);
  });

  it('and one that is asked too early says by whom', async () => {
    const early = defineObserver({ ...about, inject: [BACKEND_PROVIDER], create: (_, backend) => ({ started: () => void backend(), told: backend().name }) });
    await expect(trained([asking([early])])).rejects.toThrow(/^plugin asking, observer asking: the run has no backend yet\n/u);
  });

  it('which may be none, and one that nobody binds is an error with its place', async () => {
    const missing = defineObserver({ ...about, inject: [Symbol.for('chainrule/telescope')], create: () => ({}) });
    await expect(trained([asking([missing])])).rejects.toThrow(/plugin asking, observer asking: inject\[0\]: this service is not there\n {2}got: Symbol\(chainrule\/telescope\)\n {2}expected: LOGGER, CLOCK/u);
    const plain = defineObserver({ ...about, create: (...given) => { expect(given).toHaveLength(1); return {}; } });
    await trained([asking([plain])]);
  });

  it('and the run folder is known when the training begins', async () => {
    const output = mkdtempSync(join(tmpdir(), 'chainrule-services-'));
    const seen: unknown[] = [];
    const observer = defineObserver({ ...about, inject: [RUN_FOLDER], create: (_, folder) => ({ started: () => void seen.push(folder()), finished: () => void seen.push(folder()) }) });
    await trained([asking([observer])], { output });
    expect(seen).toEqual([join(output, 'run-1'), join(output, 'run-1')]);
  });

  it('and random numbers follow from the seed and the purpose alone', async () => {
    const drawn = async (seed: number, purpose: string): Promise<number> => {
      const numbers: number[] = [];
      const observer = defineObserver({ ...about, inject: [RANDOM], create: (_, random) => ({ started: () => void numbers.push(random.stream(purpose).uniform()) }) });
      await trained([asking([observer])], { seed });
      return numbers[0] ?? Number.NaN;
    };
    const [first, again, other, seeded] = [await drawn(1, 'a'), await drawn(1, 'a'), await drawn(1, 'b'), await drawn(2, 'a')];
    expect(first).toBe(again);
    expect(new Set([first, other, seeded]).size).toBe(3);
  });
});

describe('a class asks by decorators', () => {
  const { folder, write } = pluginFolder();
  const text = `import { inject, injectable } from 'inversify';
import { CLOCK, CONSTRUCT, defineObserver, definePlugin, LOGGER, OPTIONS, z } from 'chainrule';
import type { Clock, Logger, Observer, RunStart } from 'chainrule';

interface Options { readonly word: string }

@injectable()
class Teller implements Observer {
  private readonly word: string;
  constructor(@inject(LOGGER) private readonly logger: Logger, @inject(CLOCK) private readonly clock: Clock, @inject(OPTIONS) options: Options) { this.word = options.word; }
  started({ name }: RunStart) { this.logger.info([this.word, name, this.clock.date().getUTCFullYear()].join(' ')); }
}

const teller = defineObserver({
  name: 'asking', summary: 'tells', options: () => z.strictObject({ word: z.string().default('hello') }), inject: [CONSTRUCT],
  create: (options, construct) => construct(Teller, options),
});
export default definePlugin({ name: 'teller', contributes: { observers: [teller] } });
`;
  const replaced = (lines: string[]) => new ContainerModule(({ bind }) => {
    bind(LOGGER).toConstantValue({ info: line => void lines.push(line), warn: () => {} });
    bind(CLOCK).toConstantValue({ now: () => 0, date: () => new Date('2001-02-03T00:00:00Z') });
  });

  it.each([
    ['without a tsconfig', 'bare', undefined], ['with the decorators of old in its tsconfig', 'old', '{ "compilerOptions": { "experimentalDecorators": true, "emitDecoratorMetadata": true } }'],
    ['with a tsconfig that has no decorators', 'strict', '{ "compilerOptions": { "experimentalDecorators": false, "erasableSyntaxOnly": true } }'],
  ])('in a TypeScript file %s, with options of each instance', async (_, name, tsconfig) => {
    write(`${name}/teller.ts`, text);
    if (tsconfig !== undefined) write(`${name}/tsconfig.json`, tsconfig);
    const lines: string[] = [];
    const observers = ['asking', { use: 'asking', word: 'again' }];
    await trained([...await loadPlugins([`./${name}/teller.ts`], folder), replaced(lines)], { name: 'own', observers });
    expect(lines).toEqual(['hello own 2001', 'again own 2001']);
  });

  it('and of its constructor in code as well', async () => {
    class Kept implements Observer {
      readonly options: unknown;
      constructor(given: unknown) { this.options = given; }
      started() {}
    }
    inject(OPTIONS)(Kept, undefined, 0);
    const made: unknown[] = [];
    const observer = defineObserver({ ...about, inject: [CONSTRUCT], create: (_, construct) => { const kept = construct(Kept, { size: 3 }); made.push(kept); return kept; } });
    await trained([asking([observer])]);
    expect(made).toEqual([expect.objectContaining({ options: { size: 3 } })]);
    expect(made[0]).toBeInstanceOf(Kept);
  });
});

describe('a test replaces each service by a module', () => {
  const services = [
    ['LOGGER', LOGGER, { info: () => {}, warn: () => {} }], ['CLOCK', CLOCK, { now: () => 1, date: () => new Date(0) }], ['RANDOM', RANDOM, { stream: () => { throw new Error('not drawn'); } }],
    ['RUN_FOLDER', RUN_FOLDER, () => 'elsewhere'], ['BACKEND_PROVIDER', BACKEND_PROVIDER, () => typescriptBackend()], ['CONSTRUCT', CONSTRUCT, () => ({})], ['SEED', SEED, 99],
    ['BACKEND', BACKEND, typescriptBackend()], ['GRADIENT_ENGINE', GRADIENT_ENGINE, { ...backprop, name: 'own' }],
  ] as const;

  it.each(services)('%s', async (_, token, service) => {
    const seen: unknown[] = [];
    const module = new ContainerModule(({ bind }) => void bind<unknown>(token).toConstantValue(service));
    if (token === BACKEND || token === GRADIENT_ENGINE) {
      await using run = await createRun(classifier(12, { plugins: [module] }));
      expect(token === BACKEND ? run.parts.backend : run.parts.engine).toBe(service);
      return;
    }
    const observer = defineObserver({ ...about, inject: [token], create: (_options, given: unknown) => { seen.push(given); return {}; } });
    await trained([module, asking([observer])]);
    expect(seen).toEqual([service]);
  });
});

describe('two containers', () => {
  it('share nothing: neither services nor what is bound or contributed', () => {
    const containers = [createContainer([]), createContainer([])] as const;
    for (const token of [LOGGER, CLOCK, RANDOM, RUN_FOLDER, BACKEND_PROVIDER, CONSTRUCT] as const) {
      const [one, two] = containers.map(container => container.get<unknown>(token));
      expect(one).not.toBe(two);
    }
    containers[0].bind(SEED).toConstantValue(3);
    expect(containers[1].isBound(SEED)).toBe(false);
  });

  it('of two runs of one plugin make it anew, with services of their own', async () => {
    const made: Logger[] = [];
    const plugin = asking([defineObserver({ ...about, inject: [LOGGER], create: (_, logger) => { made.push(logger); return {}; } })]);
    await Promise.all([trained([plugin]), trained([plugin])]);
    expect(made).toHaveLength(2);
    expect(made[0]).not.toBe(made[1]);
  });
});

it('gives the same training whether a service is asked for or not', async () => {
  const plugin = asking([defineObserver({ ...about, inject: [RANDOM], create: (_, random) => ({ stepped: () => void random.stream('beside').uniform() }) })]);
  await using asked = await createRun(classifier(12, { backend: 'typescript', plugins: [plugin], observers: ['asking'], training: { epochs: 1, batchSize: 6 } }));
  await using plain = await createRun(classifier(12, { backend: 'typescript', training: { epochs: 1, batchSize: 6 } }));
  await Promise.all([asked.train(), plain.train()]);
  expect(await flatWeights(asked)).toEqual(await flatWeights(plain));
});
