import { ConfigError } from '../errors.ts';
import { fileEnding, fileName, folderOf, readFile, resolvePath } from '../platform/files.ts';
import { InvalidConfigError } from '../plugins/problem.ts';
import { applyOverrides } from './applyOverrides.ts';
import type { Override } from './override.ts';
import { Places } from './places.ts';
import { readYaml } from './readYaml.ts';

/** A config as it was written, before its components are made. */
export interface LoadedConfig {
  /** Plain data, with overrides in it. */
  readonly config: Readonly<Record<string, unknown>>;
  /** Paths in the config are relative to it. */
  readonly folder: string;
  /** Where each value was written. */
  readonly places: Places;
}

/**
 * Reads a config file, YAML or (by its extension) JSON, and puts overrides over it. A run without a name gets the file's.
 * Throws a ConfigError with file, line and column of each mistake.
 */
export async function loadConfig(file: string, overrides: readonly Override[] = []): Promise<LoadedConfig> {
  return readConfig(await textOf(file), file, overrides);
}

/** As `loadConfig`, for a text that is already in memory. */
export function readConfig(text: string, file: string, overrides: readonly Override[] = []): LoadedConfig {
  const places = new Places();
  const written = readYaml(text, { source: file, json: fileEnding(file).toLowerCase() === '.json' }, places);
  const config = asObject(applyOverrides(asObject(written, file), overrides, places), file);
  const { folder = '.' } = config;
  return { config: { name: nameOf(file), ...config }, folder: resolvePath(folderOf(file), typeof folder === 'string' ? folder : '.'), places };
}

/** Runs `work`; problems that it throws get the places where their values were written. */
export function withPlaces<T>(places: Places, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw error instanceof InvalidConfigError ? InvalidConfigError.of(error.problems.map(problem => places.locate(problem))) : error;
  }
}

async function textOf(file: string): Promise<string> {
  const bytes = await readFile(file).catch((error: unknown) => {
    throw new ConfigError('the config file cannot be read', { where: file, got: error instanceof Error ? error.message : String(error), next: 'check the path' }, { cause: error });
  });
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    throw new ConfigError('the config file is not text', { where: file, expected: 'YAML or JSON in UTF-8' }, { cause: error });
  }
}

function asObject(data: unknown, file: string): Readonly<Record<string, unknown>> {
  if (typeof data === 'object' && data !== null && !Array.isArray(data)) return { ...data };
  const problem = data === null ? 'the config is empty' : 'the config is not an object';
  throw InvalidConfigError.of([{ path: [], place: file, problem, expected: 'keys with values: model, loss, optimizer, data, …' }]);
}

function nameOf(file: string): string {
  return fileName(file, fileEnding(file)).replaceAll(/^\.+|[^\p{L}\p{N}._-]+/gu, '-') || 'run';
}
