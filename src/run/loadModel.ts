import * as z from 'zod/mini';
import type { RunConfig } from '../config/schema.ts';
import { ModelFileError } from '../errors.ts';
import { readFile } from '../platform/files.ts';
import { checkedOptions } from '../training/callOptions.ts';
import { decodeModel, requireAllWeights } from '../training/modelFile.ts';
import type { Run } from '../training/run.ts';
import { createRun } from './createRun.ts';
import type { RunOrigin } from './assembleRun.ts';
import { withNeededPlugins } from './neededPlugins.ts';
import { requireOrigin } from './requireOrigin.ts';

/** What may differ from the run that wrote the model. A model file never loads code: plugins that it needs are given here. */
export type LoadOptions = Partial<Pick<RunConfig, 'backend' | 'gradients' | 'plugins' | 'data' | 'metrics' | 'training' | 'seed' | 'observers' | 'output' | 'folder'>>;

const storedKeys = ['name', 'backend', 'gradients', 'seed', 'model', 'loss', 'optimizer', 'metrics', 'training'] as const satisfies readonly (keyof RunConfig)[];

/** What their keys may be is left to the schema of a config, of which they become a part. */
const anyOptions = z.looseObject({});

/**
 * Makes a run from a `model.safetensors`: the same model, loss and optimizer, with the stored weights and states of schedules, ready to predict, evaluate or train on.
 * The file keeps no slots of the optimizer, and so no count of steps, which schedules and bias corrections of the slots follow: a training begins anew with the weights, at step 0 of its schedules.
 * Schedules that follow figures go on where they were, as their figures are those of the weights.
 * Of the training settings the file keeps the batch size alone. To train on as before, give the others again: `{ training: { batchSize: 32, classWeights: 'balanced', denominator: 'weights' } }`.
 * Plugins that the model needs are never loaded because the file says so: it lists them, and the error for a component that nobody contributes names them.
 * Throws a ModelFileError for a missing or damaged file, and for one that lacks a weight of the model.
 */
export async function loadModel(path: string, options: LoadOptions = {}, origin: Omit<RunOrigin, 'stored'> = {}): Promise<Run> {
  checkedOptions(anyOptions, options, 'loadModel');
  requireOrigin(origin, 'loadModel');
  const { description: { config, schedules, plugins: needed = [], ...stored }, weights } = decodeModel(await bytesOf(path), path);
  const run = await withNeededPlugins(needed, () => createRun({ ...storedPart(config), ...options } as RunConfig, { ...origin, stored }));
  try {
    requireAllWeights(run.parts.objective.model, weights, path);
    run.setWeights(weights);
    if (schedules !== undefined) run.restoreSchedules(schedules);
  } catch (error) {
    await run[Symbol.asyncDispose]();
    throw error instanceof ModelFileError ? error : otherModel(error, path);
  }
  return run;
}

/** What a model file says of its run. Anything else in it was not written by this framework: it must not load code, nor write files. */
function storedPart(config: Readonly<Record<string, unknown>>): Partial<RunConfig> {
  return Object.fromEntries(storedKeys.filter(key => config[key] !== undefined).map(key => [key, config[key]]));
}

function otherModel(error: unknown, path: string): ModelFileError {
  return new ModelFileError('the weights or states of schedules do not fit the model that the file describes', { where: path, got: error instanceof Error ? error.message : String(error) }, { cause: error });
}

async function bytesOf(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch (error) {
    throw new ModelFileError('the model file cannot be read', { where: path, got: error instanceof Error ? error.message : String(error), next: 'name the model.safetensors of a run folder' }, { cause: error });
  }
}
