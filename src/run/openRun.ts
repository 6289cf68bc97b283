import { loadConfig, withPlaces } from '../config/loadConfig.ts';
import type { Override } from '../config/override.ts';
import type { RunConfig } from '../config/schema.ts';
import type { Run } from '../training/run.ts';
import { createRun } from './createRun.ts';

/** A config as it was read, before it is checked. */
export type PlainConfig = Readonly<Record<string, unknown>>;

export interface OpenOptions {
  /** Values put over those of the file, with the places that errors give for them. */
  readonly overrides?: readonly Override[];
  /** Keys put over those of the file; a function decides by what the file holds. */
  readonly changes?: Partial<RunConfig> | ((config: PlainConfig) => object);
}

/**
 * Makes a run from a config file, YAML or JSON: `openRun('mnist.yaml', { changes: { backend: 'tfjs:wasm' } })`.
 * Throws what `createRun` throws, located by file, line and column.
 */
export async function openRun(file: string, { overrides = [], changes = {} }: OpenOptions = {}): Promise<Run> {
  const { config, folder, places } = await loadConfig(file, overrides);
  const changed = { ...config, ...(typeof changes === 'function' ? changes(config) : changes) };
  return createRun(changed as RunConfig, { folder, located: work => withPlaces(places, work) });
}
