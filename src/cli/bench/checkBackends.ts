import { loadConfig, withPlaces } from '../../config/loadConfig.ts';
import { loadPlugins } from '../../config/loadPlugins.ts';
import type { Override } from '../../config/override.ts';
import { parseRun } from '../../config/schema.ts';
import { builtIn } from '../../plugins/builtIn.ts';
import { createContainer } from '../../plugins/container.ts';
import { REGISTRY } from '../../plugins/tokens.ts';

/** Throws a located error for a backend of the command line that neither the framework nor a plugin of the config has. None is loaded. */
export async function checkBackends(file: string, overrides: readonly Override[], names: readonly string[]): Promise<void> {
  for (const name of names) {
    const { config, folder, places } = await loadConfig(file, [...overrides, { path: ['backend'], value: name, place: `--backend ${name}` }]);
    const plugins = Array.isArray(config['plugins']) ? config['plugins'].filter(plugin => typeof plugin === 'string') : [];
    const registry = createContainer([builtIn, ...await loadPlugins(plugins, folder)]).get(REGISTRY);
    withPlaces(places, () => parseRun(registry, config));
  }
}
