import type { Backend } from '../backends/backend.ts';
import { defaultBackend } from '../config/defaultBackend.ts';
import { plainData } from '../config/plainData.ts';
import { resolvedConfig } from '../config/resolvedConfig.ts';
import { parseRun } from '../config/schema.ts';
import type { RunConfig, RunSettings } from '../config/schema.ts';
import type { DataParts, Dataset } from '../data/dataset.ts';
import { mapStream } from '../data/mapStream.ts';
import { requireSomeWeight } from '../data/sampleWeights.ts';
import type { GradientEngine } from '../gradients/gradientEngine.ts';
import { ignoredClasses } from '../model/ignoredClasses.ts';
import { inputRanges } from '../model/inputRanges.ts';
import { buildModel } from '../model/model.ts';
import type { Objective } from '../model/recordTraining.ts';
import { placedSchedules } from '../plugins/observingSchedules.ts';
import type { Registry } from '../plugins/registry.ts';
import { checkInputs } from '../training/checkInputs.ts';
import { checkTargets } from '../training/checkTargets.ts';
import { requireTraining } from '../training/requireUpdates.ts';
import type { ModelDescription } from '../training/modelFile.ts';
import { Run } from '../training/run.ts';
import type { RunParts } from '../training/runParts.ts';
import { inputsReader } from './inputsReader.ts';
import { layoutOf } from './layoutOf.ts';
import type { StoredLayout } from './layoutOf.ts';
import { prepareData } from './prepareData.ts';

/** What a run takes from where its config came from. */
export interface RunOrigin {
  /** The folder that relative paths start from; the working directory where it is left out. */
  readonly folder?: string;
  /** Where a value of the config was written, by its path. */
  readonly placeOf?: (path: readonly (string | number)[]) => string | undefined;
  /** Runs the parsing of the config, so that problems get the places where their values were written. */
  readonly located?: <T>(work: () => T) => T;
  /** What the model works on, where that is not to be read off the data: a stored model knows it, and data must agree with it. */
  readonly stored?: StoredLayout;
  /** True where no samples are needed, to predict for example: the data source then reads none. */
  readonly withoutSamples?: boolean;
  /** Leaves it to the caller to record the step: a verification tells what a backward does wrong. */
  readonly unrecorded?: boolean;
  /** Divides the loaded data anew, before anything is held out or standardised: a fold of a cross-validation. */
  readonly divide?: (loaded: DataParts) => DataParts;
  /** Changes the config before it is understood, where the components that it may name are known. */
  readonly change?: (config: RunConfig, registry: Registry) => RunConfig;
}

/** What a run's config chooses beside its components. */
export interface RunServices {
  readonly backend: Backend;
  readonly engine: GradientEngine;
  readonly seed: number;
  /** Is told the folder of the run when it is made. */
  folderMade?(path: string): void;
}

/** Gives a run its services, when its config is understood and its model built. */
export type ServicesFor = (settings: RunSettings, objective: Objective) => Promise<RunServices>;

/** Makes a run of a config and the components that its registry knows: data loaded, model built, step recorded. */
export async function assembleRun(given: RunConfig, { folder = '.', ...origin }: RunOrigin, registry: Registry, servicesFor: ServicesFor): Promise<Run> {
  const { stored, divide, change = config => config, withoutSamples = false, unrecorded = false, located = work => work() } = origin;
  const [config, settings] = located(() => {
    const changed = change(given, registry);
    return [changed, parseRun(registry, changed)] as const;
  });
  if (registry.outdated.length > 0) (await import('../config/tellDeprecated.ts')).tellDeprecated(config, registry.outdated, origin.placeOf);
  requireTraining(settings.optimizer, { denominator: settings.training.denominator });
  const prepared = withoutSamples || settings.data === undefined ? undefined : await prepareData(settings.data, { folder, seed: settings.seed, stored, divide });
  const columns = stored ?? layoutOf(prepared, settings.shapes);
  const objective = await objectiveOf(settings, [config.loss].flat().length, columns, registry);
  const layout = withRanges(columns, objective);
  const ignored = ignoredClasses(objective);
  const data = prepared && checkedParts(await prepared.balanced(ignored[0]), ignored, dataset => {
    checkInputs(layout, dataset);
    checkTargets(objective, dataset);
    return dataset;
  });
  const { folderMade, ...services } = await servicesFor(settings, objective);
  const run = new Run({
    ...partsOf(settings, folderMade), ...services, objective, layout,
    data, classWeighting: await classWeightingOf(settings, data, objective),
    schedules: placedSchedules(config, registry),
    readInputs: inputsReader(settings.data, folder, layout),
    description: describe(config, settings, layout, registry), nameOf: registry.nameOf,
    configText: resolvedConfig(config, settings, registry, folder),
  });
  // A model that records, runs: what does not fit is told here, not at the first step.
  if (!unrecorded) run.graph();
  return run;
}

function partsOf({ name, optimizer, training, data, observers, output }: RunSettings, folderMade: RunServices['folderMade']): Pick<RunParts, 'name' | 'optimizer' | 'training' | 'observers' | 'openOutput'> {
  return {
    name, optimizer, observers,
    training: { ...training, shuffle: data?.shuffle ?? true },
    openOutput: output === undefined ? undefined : async () => {
      const folder = await (await import('../training/runFolder.ts')).RunFolder.create(output, name);
      folderMade?.(folder.path);
      return folder;
    },
  };
}

async function classWeightingOf({ training: { classWeights } }: RunSettings, data: DataParts | undefined, objective: Objective): Promise<RunParts['classWeighting']> {
  return classWeights && (await import('../training/classWeights.ts')).classWeighting(classWeights, data, objective);
}

/** Checks the parts of the data now, and each batch of a stream when it comes; that all of its samples have the weight 0 or are `ignored` is no mistake. */
function checkedParts({ stream, ...parts }: DataParts, ignored: readonly (number | undefined)[], check: (dataset: Dataset) => Dataset): DataParts {
  Object.values(parts).map(check);
  if (stream !== undefined) return { ...parts, stream: mapStream(stream, check) };
  for (const [name, part] of Object.entries(parts)) requireSomeWeight(part, ignored, name);
  return parts;
}

async function objectiveOf({ model, loss, metrics, data }: RunSettings, entries: number, layout: StoredLayout, registry: Registry): Promise<Objective> {
  const built = buildModel(model, layout.inputs.map(({ shape }) => shape), registry.nameOf);
  const targets = layout.targets.length;
  // A branch without a loss would go untrained without a word.
  if (built.outputs.length !== entries || targets < loss.length) {
    const { lossProblem } = await import('./lossProblem.ts');
    throw lossProblem({ losses: loss.length, entries, targets, source: data === undefined ? 'shapes' : 'data' }, built.outputs);
  }
  return { model: built, losses: loss, metrics, inputTypes: layout.inputs, targets: layout.targets };
}

function withRanges(layout: StoredLayout, { model, inputTypes }: Objective): StoredLayout {
  const ranges = inputRanges(model, inputTypes);
  return { ...layout, inputs: layout.inputs.map((column, index) => ({ ...column, ranges: ranges[index] })) };
}

function describe(config: RunConfig, settings: RunSettings, layout: StoredLayout, registry: Registry): ModelDescription {
  const { name, gradients, seed, training: { batchSize } } = settings;
  const { backend = defaultBackend, model, loss, optimizer, metrics = [] } = config;
  const plain = plainData({ name, backend, gradients, seed, model, loss, optimizer, metrics, training: { batchSize } }, registry);
  const plugins = registry.usedPlugins.map(({ name: own, from }) => ({ name: own, ...(from !== undefined && { from }) }));
  const column = ({ name, shape, dtype }: StoredLayout['inputs'][number]) => ({ name, shape: [...shape], dtype });
  return {
    format: 1,
    config: plain as Record<string, unknown>,
    inputs: layout.inputs.map(column),
    targets: layout.targets.map(column),
    standardisation: { ...layout.standardisation },
    ...(layout.unnamed === true && { unnamed: true }),
    ...(plugins.length > 0 && { plugins }),
    ...(layout.categories && { categories: [...layout.categories] }),
  };
}
