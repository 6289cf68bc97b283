import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileOrigin } from '../config/fileOrigin.ts';
import { loadConfig, readConfig } from '../config/loadConfig.ts';
import type { LoadedConfig } from '../config/loadConfig.ts';
import type { Override } from '../config/override.ts';
import { loadModel, ModelFileError } from '../index.ts';
import type { Plugin, Run, RunConfig } from '../index.ts';

/** What a config file may change in a stored model's run; the model itself, its loss and its optimizer are those of the model file. */
const changeable = ['backend', 'gradients', 'data', 'metrics', 'training', 'seed'] as const;

/** How a stored model is opened. */
export interface Opening {
  readonly plugins: readonly Plugin[];
  /** True where no samples are needed. */
  readonly withoutSamples?: boolean;
}

/**
 * The run of a stored model: of a run folder, with the data of its config, or of a model file alone. The plugins that they list are not loaded: they are code, and nobody but the command
 * line names it.
 * Throws a ModelFileError where there is no model, and what `loadModel` throws.
 */
export async function openModel(path: string, overrides: readonly Override[], { plugins, withoutSamples = false }: Opening): Promise<Run> {
  const isFolder = await isRunFolder(path);
  const loaded = isFolder ? await loadConfig(join(path, 'config.yaml'), overrides) : ofOverrides(path, overrides);
  requireChangeable(overrides);
  const options = Object.fromEntries(changeable.filter(key => loaded.config[key] !== undefined).map(key => [key, loaded.config[key]])) as Partial<Pick<RunConfig, typeof changeable[number]>>;
  return loadModel(isFolder ? join(path, 'model.safetensors') : path, { ...options, plugins }, { ...fileOrigin(loaded), withoutSamples });
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
    if (key === 'plugins') throw new ModelFileError('the plugins of a stored model are named by a flag', { where: place, expected: '--plugin FILE' });
    if (changeable.some(known => known === key)) continue;
    throw new ModelFileError('a stored model keeps this as it was trained', { where: place, expected: `one of ${changeable.join(', ')}` });
  }
}
