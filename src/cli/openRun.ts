import { loadConfig, withPlaces } from '../config/loadConfig.ts';
import type { Override } from '../config/override.ts';
import { createRun } from '../index.ts';
import type { Run, RunConfig } from '../index.ts';

type PlainConfig = Readonly<Record<string, unknown>>;

/** The run of a config file with the command line's changes. `complete` adds what the command itself decides. */
export async function openRun(file: string, overrides: readonly Override[], complete: (config: PlainConfig) => object = () => ({})): Promise<Run> {
  const { config, folder, places } = await loadConfig(file, overrides);
  return createRun({ ...config, ...complete(config) } as RunConfig, { folder, located: work => withPlaces(places, work) });
}
