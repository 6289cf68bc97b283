import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { loadConfig, readConfig, withPlaces } from '../config/loadConfig.ts';
import type { LoadedConfig } from '../config/loadConfig.ts';
import type { Override } from '../config/override.ts';
import { loadModel, ModelFileError } from '../index.ts';
import type { Run, RunConfig } from '../index.ts';

/** What a config file may change in a stored model's run; the model itself, its loss and its optimizer are those of the model file. */
const changeable = ['backend', 'gradients', 'plugins', 'data', 'metrics', 'training', 'seed'] as const;

/**
 * The run of a stored model: of a run folder, with the data of its config, or of a model file alone.
 * Throws a ModelFileError where there is no model, and what `loadModel` throws.
 */
export async function openModel(path: string, overrides: readonly Override[], withoutSamples = false): Promise<Run> {
  const isFolder = await isRunFolder(path);
  const { config, folder, places } = isFolder ? await loadConfig(join(path, 'config.yaml'), overrides) : ofOverrides(path, overrides);
  requireChangeable(overrides);
  const options = Object.fromEntries(changeable.filter(key => config[key] !== undefined).map(key => [key, config[key]])) as Partial<Pick<RunConfig, typeof changeable[number]>>;
  return loadModel(isFolder ? join(path, 'model.safetensors') : path, options, { folder, withoutSamples, located: work => withPlaces(places, work) });
}

/** Without a run folder there is no config but the command line's; its paths start from the working directory. */
function ofOverrides(path: string, overrides: readonly Override[]): LoadedConfig {
  return { ...readConfig('{}', path, overrides), folder: process.cwd() };
}

async function isRunFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch (error) {
    throw new ModelFileError('there is no such run or model', {
      where: path, got: error instanceof Error ? error.message : String(error), next: 'name the folder of a run, or a model.safetensors',
    }, { cause: error });
  }
}

function requireChangeable(overrides: readonly Override[]): void {
  for (const { path: [key], place } of overrides) {
    if (changeable.some(known => known === key)) continue;
    throw new ModelFileError('a stored model keeps this as it was trained', { where: place, expected: `one of ${changeable.join(', ')}` });
  }
}
