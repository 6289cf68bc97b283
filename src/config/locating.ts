import { BackendError, ChainruleError, ConfigError, DataError, ShapeError } from '../errors.ts';
import { InvalidConfigError } from '../plugins/problem.ts';
import { keysOf, readKeyPath } from './keyPath.ts';
import type { KeyPath, Places } from './places.ts';

/** The keys of a run that errors name by themselves. */
const parts: readonly unknown[] = ['backend', 'gradients', 'model', 'loss', 'optimizer', 'data', 'metrics', 'training', 'observers', 'output', 'shapes', 'seed'];

/**
 * Does what makes a run of a config, or what is done with it. An error that is told only when its parts meet, that shapes do not fit for example, gets the place of the value
 * that it names, or of the part of the config that it comes from.
 */
export async function locating<T>(places: Places, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof ChainruleError && !(error instanceof InvalidConfigError) ? placed(error, places) : error;
  }
}

function placed(error: ChainruleError, places: Places): ChainruleError {
  const { where } = error.details;
  const path = pathIn(where) ?? partOf(error);
  const { place, excerpt } = (path && places.spot(path)) ?? {};
  return place === undefined ? error : error.withDetails({ where: where === undefined ? place : `${place}: ${where}`, excerpt });
}

/** The path in the config that `training.batchSize: …` begins with. */
function pathIn(where: string | undefined): KeyPath | undefined {
  const path = readKeyPath(/^[^\s:/]*/u.exec(where ?? '')?.[0] ?? '');
  return path !== undefined && parts.includes(path[0]?.key) ? keysOf(path) : undefined;
}

/** Where an error that names no value comes from; undefined for one that knows its place, as those of plugins do. */
function partOf(error: ChainruleError): KeyPath | undefined {
  if (error instanceof ShapeError) return ['model'];
  if (error instanceof DataError) return ['data'];
  if (error instanceof BackendError) return ['backend'];
  return error instanceof ConfigError && error.details.where === undefined ? [] : undefined;
}
