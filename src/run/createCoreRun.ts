import type { AnyBuilder } from '../components/definition.ts';
import { requireConfig } from '../config/requireConfig.ts';
import type { RunConfig } from '../config/schema.ts';
import { ConfigError } from '../errors.ts';
import { glorotUniform } from '../initializers/glorotUniform.ts';
import { ones } from '../initializers/ones.ts';
import { zeros } from '../initializers/zeros.ts';
import { sequential } from '../layers/sequential.ts';
import { contributionsBy, isOfKind } from '../plugins/contribution.ts';
import type { Contributions } from '../plugins/contribution.ts';
import { InvalidConfigError } from '../plugins/problem.ts';
import { Registry } from '../plugins/registry.ts';
import { withoutServices } from '../plugins/serviceSource.ts';
import { constantSchedule } from '../schedules/constantSchedule.ts';
import type { Run } from '../training/run.ts';
import { assembleRun } from './assembleRun.ts';
import type { RunOrigin, ServicesFor } from './assembleRun.ts';
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
export async function createRun(config: CoreConfig, given: CoreOrigin = nowhere): Promise<Run> {
  requireConfig(config);
  if (given !== nowhere) (await import('./requireOrigin.ts')).requireCoreOrigin(given);
  const { components = none, ...origin } = given;
  if (components !== none) (await import('./requireComponents.ts')).requireComponents(components);
  if ('plugins' in config) throw new ConfigError('the core takes no plugins', { where: 'plugins', next: 'import their components and use those, or import createRun from chainrule' });
  if (!('backend' in config)) throw new ConfigError('the backend is missing', { where: 'backend', expected: 'a backend that was imported: typescript()', next: 'the core has no `auto` of its own: import that too, or name one' });
  const registry = new Registry(contributionsOf([...always, ...components]), withoutServices);
  const services: ServicesFor = async (settings, objective) => {
    const engine = await engineFor(settings);
    return { engine, seed: settings.seed, backend: await backendFor(settings, objective, engine) };
  };
  return assembleRun(config, origin, registry, services).catch(async (error: unknown) => {
    if (!(error instanceof InvalidConfigError)) throw error;
    const { withImports } = await import('../plugins/importAdvice.ts');
    throw withImports(error);
  });
}

const none: readonly AnyBuilder[] = [];
const nowhere: CoreOrigin = {};

/** What a list of layers and a number for a schedule stand for, and the components that others take where nothing is said. */
const always: readonly AnyBuilder[] = [sequential, constantSchedule, glorotUniform, zeros, ones];

function contributionsOf(builders: readonly AnyBuilder[]): Contributions {
  const definitions = builders.map(({ definition }) => definition);
  return contributionsBy(kind => new Map(definitions.flatMap(definition => (isOfKind(definition, kind) ? [[definition.name, { plugin: 'core', definition }] as const] : []))));
}
