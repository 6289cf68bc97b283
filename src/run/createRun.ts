import { resolve } from 'node:path';
import type { Container } from 'inversify';
import type { Backend } from '../backends/backend.ts';
import { defaultBackend } from '../config/defaultBackend.ts';
import { loadPlugins } from '../config/loadPlugins.ts';
import { plainData } from '../config/plainData.ts';
import { resolvedConfig } from '../config/resolvedConfig.ts';
import { parseRun } from '../config/schema.ts';
import type { RunConfig, RunSettings } from '../config/schema.ts';
import { ConfigError } from '../errors.ts';
import { autodiff } from '../gradients/autodiff.ts';
import { backprop } from '../gradients/backprop.ts';
import type { GradientEngine } from '../gradients/gradientEngine.ts';
import { builtIn } from '../plugins/builtIn.ts';
import { createContainer } from '../plugins/container.ts';
import type { Plugin } from '../plugins/definePlugin.ts';
import { BACKEND, GRADIENT_ENGINE, REGISTRY, SEED } from '../plugins/tokens.ts';
import type { Registry } from '../plugins/registry.ts';
import { checkTargets } from '../training/checkTargets.ts';
import { buildModel } from '../model/model.ts';
import type { ModelDescription } from '../training/modelFile.ts';
import { recordStep } from '../training/recordStep.ts';
import { Run } from '../training/run.ts';
import type { RunParts } from '../training/run.ts';
import { RunFolder } from '../training/runFolder.ts';
import type { Objective } from '../model/recordTraining.ts';
import { inputsReader } from './inputsReader.ts';
import { layoutOf } from './layoutOf.ts';
import type { StoredLayout } from './layoutOf.ts';
import { prepareData } from './prepareData.ts';

/** What a run takes from where its config came from. */
export interface RunOrigin {
  /** The folder that relative paths start from; the working directory where it is left out. */
  readonly folder?: string;
  /** Runs the parsing of the config, so that problems get the places where their values were written. */
  readonly located?: <T>(work: () => T) => T;
  /** What the model works on, where that is not to be read off the data: a stored model knows it, and data must agree with it. */
  readonly stored?: StoredLayout;
  /** True where no samples are needed, to predict for example: the data source then reads none. */
  readonly withoutSamples?: boolean;
}

const engines = { backprop, autodiff };

/**
 * Makes a run from a config: data loaded, model built, backend started. In code, `output` says where run folders go; without it nothing is written.
 * Throws a ConfigError, ShapeError, DataError, BackendError or PluginError that says what is wrong and where.
 */
export async function createRun(config: RunConfig, origin: RunOrigin = {}): Promise<Run> {
  const early = beforeSchema(config);
  const folder = origin.folder ?? resolve(early.folder);
  const plugins = await loadPlugins(early.plugins, folder);
  const container = createContainer([builtIn, ...plugins]);
  const registry = container.get(REGISTRY);
  const settings = (origin.located ?? (work => work()))(() => parseRun(registry, config));
  const { stored, withoutSamples = false } = origin;
  const prepared = withoutSamples || settings.data === undefined ? undefined : await prepareData(settings.data, folder, settings.seed, stored);
  const layout = stored ?? layoutOf(prepared, settings.shapes);
  const objective = objectiveOf(settings, layout, registry);
  for (const dataset of Object.values(prepared?.parts ?? {})) checkTargets(objective, dataset);
  bindServices(container, settings, objective);
  const run = new Run({
    ...partsOf(settings), objective, layout,
    backend: await container.getAsync(BACKEND),
    engine: container.get(GRADIENT_ENGINE),
    seed: container.get(SEED),
    data: prepared?.parts,
    readInputs: inputsReader(settings.data, folder, layout),
    description: describe(config, settings, layout, registry),
    configText: resolvedConfig(config, settings, registry, folder),
  });
  // A model that records, runs: what does not fit is told here, not at the first step.
  run.graph();
  return run;
}

/** What is needed before the schema is known, where the config holds such; the schema refuses anything else with its own words. */
function beforeSchema(config: unknown): { readonly folder: string; readonly plugins: readonly (string | Plugin)[] } {
  const { folder, plugins } = (typeof config === 'object' && config !== null ? config : {}) as { readonly folder?: unknown; readonly plugins?: unknown };
  return { folder: typeof folder === 'string' ? folder : '.', plugins: Array.isArray(plugins) ? plugins.filter(mayBePlugin) : [] };
}

function mayBePlugin(value: unknown): value is string | Plugin {
  return typeof value === 'string' || (typeof value === 'object' && value !== null);
}

/** The services of a run, as its config says; one that a plugin's module has bound itself stays. */
function bindServices(container: Container, settings: RunSettings, objective: Objective): void {
  const { gradients, seed } = settings;
  if (!container.isBound(GRADIENT_ENGINE)) container.bind(GRADIENT_ENGINE).toConstantValue(engines[gradients]);
  if (!container.isBound(BACKEND)) container.bind(BACKEND).toDynamicValue(() => backendFor(settings, objective, container.get(GRADIENT_ENGINE))).inSingletonScope();
  if (!container.isBound(SEED)) container.bind(SEED).toConstantValue(seed);
}

/** The backend of the config; where that stands for others, the best of them for the model. */
async function backendFor({ backend, optimizer, training }: RunSettings, objective: Objective, engine: GradientEngine): Promise<Backend> {
  const made = await backend.create();
  return made.chooseFor === undefined ? made : made.chooseFor(recordStep(objective, optimizer, engine, training.batchSize).graph);
}

function partsOf({ name, optimizer, training, data, observers, output }: RunSettings): Pick<RunParts, 'name' | 'optimizer' | 'training' | 'observers' | 'openOutput'> {
  return {
    name, optimizer, observers,
    training: { ...training, shuffle: data?.shuffle ?? true },
    openOutput: output === undefined ? undefined : () => RunFolder.create(output, name),
  };
}

function objectiveOf({ model, loss, metrics }: RunSettings, layout: StoredLayout, registry: Registry): Objective {
  const built = buildModel(model, layout.inputs.map(({ shape }) => shape), registry.nameOf);
  if (built.outputs.length < loss.length || layout.targets.length < loss.length) {
    throw new ConfigError('there are more losses than outputs with targets', {
      where: 'loss', got: `${loss.length} losses, ${built.outputs.length} outputs, ${layout.targets.length} targets`, expected: 'a loss for each output that has a target',
    });
  }
  return { model: built, losses: loss, metrics, inputTypes: layout.inputs, targets: layout.targets };
}

function describe(config: RunConfig, settings: RunSettings, layout: StoredLayout, registry: Registry): ModelDescription {
  const { name, gradients, seed, training: { batchSize } } = settings;
  const { backend = defaultBackend, model, loss, optimizer, metrics = [] } = config;
  const plain = plainData({ name, backend, gradients, seed, model, loss, optimizer, metrics, training: { batchSize } }, registry);
  const column = ({ name, shape, dtype }: StoredLayout['inputs'][number]) => ({ name, shape: [...shape], dtype });
  return {
    format: 1,
    config: plain as Record<string, unknown>,
    inputs: layout.inputs.map(column),
    targets: layout.targets.map(column),
    standardisation: { ...layout.standardisation },
    ...(layout.unnamed === true && { unnamed: true }),
    ...(layout.categories && { categories: [...layout.categories] }),
  };
}
