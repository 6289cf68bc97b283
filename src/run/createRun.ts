import type { Container } from 'inversify';
import { loadPlugins } from '../config/loadPlugins.ts';
import type { RunConfig, RunSettings } from '../config/schema.ts';
import type { Objective } from '../model/recordTraining.ts';
import { resolvePath } from '../platform/files.ts';
import { builtIn } from '../plugins/builtIn.ts';
import { createContainer } from '../plugins/container.ts';
import type { Plugin } from '../plugins/definePlugin.ts';
import { BACKEND, GRADIENT_ENGINE, REGISTRY, RUN_STATE, SEED } from '../plugins/tokens.ts';
import type { Run } from '../training/run.ts';
import { assembleRun } from './assembleRun.ts';
import type { RunOrigin, RunServices } from './assembleRun.ts';
import { requireOrigin } from './requireOrigin.ts';
import { backendFor, engineFor } from './runServices.ts';

/**
 * Makes a run from a config: data loaded, model built, backend started. In code, `output` says where run folders go; without it nothing is written.
 * Throws a ConfigError, ShapeError, DataError, BackendError or PluginError that says what is wrong and where.
 */
export async function createRun(config: RunConfig, origin: RunOrigin = {}): Promise<Run> {
  requireOrigin(origin, 'createRun');
  const early = beforeSchema(config);
  const folder = origin.folder ?? resolvePath(early.folder);
  const plugins = await loadPlugins(early.plugins, folder, index => placeOfPlugin(origin, index));
  const container = createContainer([builtIn, ...plugins], early.seed);
  return assembleRun(config, { ...origin, folder }, container.get(REGISTRY), (settings, objective) => servicesOf(container, settings, objective));
}

/** What is needed before the schema is known, where the config holds such; the schema refuses anything else with its own words. */
function beforeSchema(config: unknown): { readonly folder: string; readonly seed: number; readonly plugins: readonly (string | Plugin)[] } {
  const { folder, seed, plugins } = (typeof config === 'object' && config !== null ? config : {}) as Readonly<Record<'folder' | 'seed' | 'plugins', unknown>>;
  return {
    folder: typeof folder === 'string' ? folder : '.', seed: typeof seed === 'number' ? seed : 0,
    plugins: Array.isArray(plugins) ? plugins.filter(mayBePlugin) : [],
  };
}

function placeOfPlugin({ placeOf }: RunOrigin, index: number): string {
  const place = placeOf?.(['plugins', index]);
  return place === undefined ? `plugins[${index}]` : `${place}: plugins[${index}]`;
}

function mayBePlugin(value: unknown): value is string | Plugin {
  return typeof value === 'string' || (typeof value === 'object' && value !== null);
}

/** The services of a run, as its config says; one that a plugin's module has bound itself stays. */
async function servicesOf(container: Container, settings: RunSettings, objective: Objective): Promise<RunServices> {
  if (!container.isBound(GRADIENT_ENGINE)) container.bind(GRADIENT_ENGINE).toConstantValue(await engineFor(settings));
  if (!container.isBound(BACKEND)) container.bind(BACKEND).toDynamicValue(() => backendFor(settings, objective, container.get(GRADIENT_ENGINE))).inSingletonScope();
  const state = container.get(RUN_STATE);
  const backend = await container.getAsync(BACKEND);
  state.backend = backend;
  return { backend, engine: container.get(GRADIENT_ENGINE), seed: container.get(SEED), folderMade: path => { state.folder = path; } };
}
