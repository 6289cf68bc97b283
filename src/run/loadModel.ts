import type { RunConfig } from '../config/schema.ts';
import { ModelFileError } from '../errors.ts';
import { readFile } from '../platform/files.ts';
import { decodeModel, requireAllWeights } from '../training/modelFile.ts';
import type { Run } from '../training/run.ts';
import { createRun } from './createRun.ts';
import type { RunOrigin } from './assembleRun.ts';

/** What may differ from the run that wrote the model. A model file never loads code: plugins that it needs are given here. */
export type LoadOptions = Partial<Pick<RunConfig, 'backend' | 'gradients' | 'plugins' | 'data' | 'metrics' | 'training' | 'seed' | 'observers' | 'output' | 'folder'>>;

/**
 * Makes a run from a `model.safetensors`: the same model, loss and optimizer, with the stored weights and states of schedules, ready to predict, evaluate or train on.
 * The file keeps no slots of the optimizer, and so no count of steps, which schedules and bias corrections of the slots follow: a training begins anew with the weights, at step 0 of its schedules.
 * Schedules that follow figures go on where they were, as their figures are those of the weights.
 * Of the training settings the file keeps the batch size alone. To train on as before, give the others again: `{ training: { batchSize: 32, classWeights: 'balanced', denominator: 'weights' } }`.
 * Throws a ModelFileError for a missing or damaged file, and for one that lacks a weight of the model.
 */
export async function loadModel(path: string, options: LoadOptions = {}, origin: Omit<RunOrigin, 'stored'> = {}): Promise<Run> {
  const { description: { config, schedules, ...stored }, weights } = decodeModel(await bytesOf(path), path);
  const run = await createRun({ ...config, ...options } as RunConfig, { ...origin, stored });
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
