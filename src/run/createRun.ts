import { loadPlugins } from '../config/loadPlugins.ts';
import { plainData } from '../config/plainData.ts';
import { resolvedConfig } from '../config/resolvedConfig.ts';
import { parseRun } from '../config/schema.ts';
import type { RunConfig, RunSettings } from '../config/schema.ts';
import { requireTargetRange } from '../data/targetRange.ts';
import type { Backend } from '../backends/backend.ts';
import { ConfigError } from '../errors.ts';
import { autodiff } from '../gradients/autodiff.ts';
import { backprop } from '../gradients/backprop.ts';
import { builtIn } from '../plugins/builtIn.ts';
import { createContainer } from '../plugins/container.ts';
import { BACKEND, GRADIENT_ENGINE, REGISTRY, SEED } from '../plugins/tokens.ts';
import type { Registry } from '../plugins/registry.ts';
import { buildModel } from '../training/model.ts';
import type { ModelDescription } from '../training/modelFile.ts';
import { Run } from '../training/run.ts';
import type { RunParts } from '../training/run.ts';
import { RunFolder } from '../training/runFolder.ts';
import type { Objective } from '../training/recordTraining.ts';
import type { Layout } from '../training/userBatch.ts';
import { layoutOf } from './layoutOf.ts';
import { prepareData } from './prepareData.ts';
import type { PreparedData } from './prepareData.ts';

/** What a run takes from where its config came from. */
export interface RunOrigin {
  /** The folder that relative paths start from; the working directory where it is left out. */
  readonly folder?: string;
  /** Runs the parsing of the config, so that problems get the places where their values were written. */
  readonly located?: <T>(work: () => T) => T;
  /** What the model works on, where that is not to be read off the data: a stored model knows it. */
  readonly layout?: Layout;
}

const engines = { backprop, autodiff };

/**
 * Makes a run from a config: data loaded, model built, backend started. In code, `output` says where run folders go; without it nothing is written.
 * Throws a ConfigError, ShapeError, DataError, BackendError or PluginError that says what is wrong and where.
 */
export async function createRun(config: RunConfig, origin: RunOrigin = {}): Promise<Run> {
  const folder = origin.folder ?? process.cwd();
  const plugins = await loadPlugins(config.plugins ?? [], folder);
  const container = createContainer([builtIn, ...plugins]);
  const registry = container.get(REGISTRY);
  const settings = (origin.located ?? (work => work()))(() => parseRun(registry, config));
  const prepared = origin.layout === undefined && settings.data !== undefined ? await prepareData(settings.data, folder, settings.seed) : undefined;
  const layout = origin.layout ?? layoutOf(prepared, settings.shapes);
  const objective = objectiveOf(settings, layout, registry);
  checkTargets(objective, prepared);
  const backend: Backend = await settings.backend.create();
  const engine = engines[settings.gradients];
  container.bind(BACKEND).toConstantValue(backend);
  container.bind(GRADIENT_ENGINE).toConstantValue(engine);
  container.bind(SEED).toConstantValue(settings.seed);
  return new Run({
    ...partsOf(settings), backend, engine, objective, layout,
    data: prepared?.parts,
    description: describe(config, settings, layout, registry, prepared),
    configText: resolvedConfig(config, settings, registry, folder),
  });
}

function partsOf({ name, optimizer, seed, training, data, observers, output }: RunSettings): Pick<RunParts, 'name' | 'optimizer' | 'seed' | 'training' | 'observers' | 'openOutput'> {
  return {
    name, optimizer, seed, observers,
    training: { ...training, shuffle: data?.shuffle ?? true },
    openOutput: output === undefined ? undefined : () => RunFolder.create(output, name),
  };
}

function objectiveOf({ model, loss, metrics }: RunSettings, layout: Layout, registry: Registry): Objective {
  const built = buildModel(model, layout.inputs.map(({ shape }) => shape), registry.nameOf);
  if (built.outputs.length < loss.length || layout.targets.length < loss.length) {
    throw new ConfigError('there are more losses than outputs with targets', {
      where: 'loss', got: `${loss.length} losses, ${built.outputs.length} outputs, ${layout.targets.length} targets`, expected: 'a loss for each output that has a target',
    });
  }
  return { model: built, losses: loss, metrics, inputTypes: layout.inputs, targets: layout.targets };
}

/** Labels that the loss cannot take are refused before the first step, with the sample that has them. */
function checkTargets({ losses, model }: Objective, prepared: PreparedData | undefined): void {
  for (const dataset of Object.values(prepared?.parts ?? {})) {
    losses.forEach(({ loss }, index) => {
      const column = dataset.targets[index];
      const range = column && loss.targetRange?.(model.outputs[index] ?? [], column.shape);
      if (column !== undefined && range !== undefined) requireTargetRange(column, range);
    });
  }
}

function describe(config: RunConfig, settings: RunSettings, layout: Layout, registry: Registry, prepared: PreparedData | undefined): ModelDescription {
  const { name, gradients, seed, training: { batchSize } } = settings;
  const { backend = 'typescript', model, loss, optimizer, metrics = [] } = config;
  const plain = plainData({ name, backend, gradients, seed, model, loss, optimizer, metrics, training: { batchSize } }, registry);
  const column = ({ name, shape, dtype }: Layout['inputs'][number]) => ({ name, shape: [...shape], dtype });
  const categories = prepared?.parts.train.targets[0]?.categories;
  return {
    format: 1,
    config: plain as Record<string, unknown>,
    inputs: layout.inputs.map(column),
    targets: layout.targets.map(column),
    standardisation: { ...layout.standardisation },
    ...(categories && { categories: [...categories] }),
  };
}
