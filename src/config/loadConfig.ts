import { fileEnding, fileName, folderOf, resolvePath } from '../platform/files.ts';
import { InvalidConfigError } from '../plugins/problem.ts';
import { applyOverrides } from './applyOverrides.ts';
import { interpolate } from './interpolate.ts';
import type { Layer } from './mergeConfigs.ts';
import type { Override } from './override.ts';
import type { Places } from './places.ts';
import { readExtended, readLayer } from './readExtended.ts';
import { requireResolved } from './unresolved.ts';
import type { Unresolved } from './unresolved.ts';

/** A config as it was written, before its components are made. */
export interface LoadedConfig {
  /** Plain data, with what it extends, overrides and the values of references in it. */
  readonly config: Readonly<Record<string, unknown>>;
  /** Paths in the config are relative to it. */
  readonly folder: string;
  /** Where each value was written. */
  readonly places: Places;
}

/** A config as it was written, some of whose references may stand for nothing: the values that they would give are left out. */
export interface ReadConfig extends LoadedConfig {
  readonly unresolved: Unresolved;
}

/**
 * Reads a config file, YAML or (by its extension) JSON, with those that it extends; puts overrides over it, and values in the place of references. A run without a name gets
 * the file's. Throws a ConfigError with file, line and column of each mistake.
 */
export async function loadConfig(file: string, overrides: readonly Override[] = []): Promise<LoadedConfig> {
  const read = await loadUnresolved(file, overrides);
  requireResolved(read.unresolved);
  return read;
}

/** As `loadConfig`, for a config that is then checked, so that what is wrong with references is told together with all else: `fileOrigin` sees to it. */
export async function loadUnresolved(file: string, overrides: readonly Override[] = []): Promise<ReadConfig> {
  const read = completed(await readExtended(file), file, overrides);
  // Without these nothing can be checked.
  if (read.unresolved.missing.some(([key]) => key === 'plugins' || key === 'folder')) requireResolved(read.unresolved);
  return read;
}

/** As `loadConfig`, for a text that is already in memory and extends no other. */
export function readConfig(text: string, file: string, overrides: readonly Override[] = []): LoadedConfig {
  const read = completed(readLayer(text, file), file, overrides);
  requireResolved(read.unresolved);
  return read;
}

function completed({ data, places }: Layer, file: string, overrides: readonly Override[]): ReadConfig {
  const overridden = asObject(applyOverrides(asObject(data, file, places), overrides, places), file, places);
  const { config, unresolved } = withPlaces(places, () => interpolate(overridden, places));
  const { folder = '.' } = config;
  const stated = places.spot(['folder'])?.file ?? file;
  return { config: { name: nameOf(file), ...config }, folder: resolvePath(folderOf(stated), typeof folder === 'string' ? folder : '.'), places, unresolved };
}

/** Runs `work`; problems that it throws get the places where their values were written. */
export function withPlaces<T>(places: Places, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw error instanceof InvalidConfigError ? InvalidConfigError.of(places.locateAll(error.problems)) : error;
  }
}

function asObject(data: unknown, file: string, places: Places): Readonly<Record<string, unknown>> {
  if (typeof data === 'object' && data !== null && !Array.isArray(data)) return { ...data };
  const problem = data === null ? 'the config is empty' : 'the config is not an object';
  throw InvalidConfigError.of([{ path: [], place: places.of([]) ?? file, problem, expected: 'keys with values: model, loss, optimizer, data, …' }]);
}

function nameOf(file: string): string {
  return fileName(file, fileEnding(file)).replaceAll(/^\.+|[^\p{L}\p{N}._-]+/gu, '-') || 'run';
}
