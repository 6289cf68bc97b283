import type { AnyBuilder } from '../components/definition.ts';
import type { RunConfig } from '../config/schema.ts';
import { ConfigError } from '../errors.ts';
import { glorotUniform } from '../initializers/glorotUniform.ts';
import { ones } from '../initializers/ones.ts';
import { zeros } from '../initializers/zeros.ts';
import { sequential } from '../layers/sequential.ts';
import { contributionsBy, isOfKind } from '../plugins/contribution.ts';
import type { Contributions } from '../plugins/contribution.ts';
import { Registry } from '../plugins/registry.ts';
import { constantSchedule } from '../schedules/constantSchedule.ts';
import type { Run } from '../training/run.ts';
import { assembleRun } from './assembleRun.ts';
import type { RunOrigin } from './assembleRun.ts';
import { backendFor, engineFor } from './runServices.ts';

/** The config of a run that knows only the components which it is made of. */
export type CoreConfig = Omit<RunConfig, 'plugins' | 'backend'> & Required<Pick<RunConfig, 'backend'>>;

export interface CoreOrigin extends RunOrigin {
  /** Components that the config calls by name alone: `activation: 'tanh'` needs `tanh` here, `activation: tanh()` does not. */
  readonly components?: readonly AnyBuilder[];
}

/**
 * Makes a run as the whole package's `createRun` does, out of the components that were imported for it, so that a bundle holds no others.
 * It has no plugins and no container. Throws what that function throws, and a ConfigError for plugins.
 */
export async function createRun(config: CoreConfig, { components = [], ...origin }: CoreOrigin = {}): Promise<Run> {
  if ('plugins' in config) throw new ConfigError('the core takes no plugins', { where: 'plugins', next: 'import their components and use those, or import createRun from chainrule' });
  if (!('backend' in config)) throw new ConfigError('the backend is missing', { where: 'backend', expected: 'a backend that was imported: typescript()', next: 'the core has no `auto` of its own: import that too, or name one' });
  const registry = new Registry(contributionsOf([...always, ...components]), byImport);
  return assembleRun(config, origin, registry, async (settings, objective) => {
    const engine = await engineFor(settings);
    return { engine, seed: settings.seed, backend: await backendFor(settings, objective, engine) };
  });
}

function byImport(name: string): string {
  return `the core knows what it is given: import { ${name} } from 'chainrule/core' and write ${name}({ … }) for the name, or createRun(config, { components: [${name}] }); names that two kinds share end in their kind there: constantSchedule`;
}

/** What a list of layers and a number for a schedule stand for, and the components that others take where nothing is said. */
const always: readonly AnyBuilder[] = [sequential, constantSchedule, glorotUniform, zeros, ones];

function contributionsOf(builders: readonly AnyBuilder[]): Contributions {
  const definitions = builders.map(({ definition }) => definition);
  return contributionsBy(kind => new Map(definitions.flatMap(definition => (isOfKind(definition, kind) ? [[definition.name, { plugin: 'core', definition }] as const] : []))));
}
