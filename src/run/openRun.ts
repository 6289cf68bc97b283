import * as z from 'zod/mini';
import { fileOrigin } from '../config/fileOrigin.ts';
import { loadUnresolved } from '../config/loadConfig.ts';
import { locating } from '../config/locating.ts';
import { withPlugins } from '../config/loadPlugins.ts';
import type { Override } from '../config/override.ts';
import type { Places } from '../config/places.ts';
import type { RunConfig } from '../config/schema.ts';
import type { Plugin } from '../plugins/definePlugin.ts';
import { checkedOptions, functionSchema } from '../training/callOptions.ts';
import type { Run } from '../training/run.ts';
import { createRun } from './createRun.ts';

/** A config as it was read, before it is checked. */
export type PlainConfig = Readonly<Record<string, unknown>>;

export interface OpenOptions {
  /** Values put over those of the file, with the places that errors give for them. */
  readonly overrides?: readonly Override[];
  /** Keys put over those of the file; a function decides by what the file holds. */
  readonly changes?: Partial<RunConfig> | ((config: PlainConfig) => object);
  /** Plugins beside those that the file names. */
  readonly plugins?: readonly Plugin[];
}

const optionsSchema = z.strictObject({
  overrides: z.optional(z.array(z.looseObject({ path: z.array(z.union([z.string(), z.number()])), place: z.string() }))),
  changes: z.optional(z.union([functionSchema(), z.looseObject({})])),
  plugins: z.optional(z.array(z.looseObject({}))),
});

/**
 * Makes a run from a config file, YAML or JSON: `openRun('mnist.yaml', { changes: { backend: 'tfjs:wasm' } })`.
 * Throws what `createRun` throws, located by file, line and column.
 */
export async function openRun(file: string, options: OpenOptions = {}): Promise<Run> {
  const { run } = await openLocated(file, options);
  return run;
}

/** A run, and where the values of its config were written. */
export interface OpenedRun {
  readonly run: Run;
  readonly places: Places;
}

/** As `openRun`, with the places of the config's values, so that errors of what is done with the run can name them too. */
export async function openLocated(file: string, options: OpenOptions): Promise<OpenedRun> {
  checkedOptions(optionsSchema, options, 'openRun');
  const { overrides = [], changes = {}, plugins = [] } = options;
  const loaded = await loadUnresolved(file, overrides);
  const { config } = loaded;
  const changed = { ...config, ...(typeof changes === 'function' ? changes(config) : changes) };
  const run = await locating(loaded.places, () => createRun(withPlugins(changed, plugins) as RunConfig, fileOrigin(loaded)));
  return { run, places: loaded.places };
}
