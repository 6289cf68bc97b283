import { createRegistry } from '../../plugins/createRegistry.ts';
import type { Plugin } from '../../plugins/definePlugin.ts';
import type { Registry } from '../../plugins/registry.ts';
import { fileOrigin } from '../fileOrigin.ts';
import { loadUnresolved } from '../loadConfig.ts';
import type { LoadedConfig } from '../loadConfig.ts';
import { loadPlugins } from '../loadPlugins.ts';
import type { Override } from '../override.ts';
import type { Places } from '../places.ts';
import { namedBy } from '../resolvedConfig.ts';
import { parseRun } from '../schema.ts';
import type { RunSettings } from '../schema.ts';

/** A config that is valid. Nothing of it was loaded but its plugins. */
export interface CheckedConfig extends LoadedConfig {
  readonly settings: RunSettings;
  readonly registry: Registry;
}

/** Reads a config file and finds out whether it is valid, with the config's own plugins and those given. Throws a ConfigError with the place of each mistake, or a PluginError. */
export async function checkConfig(file: string, overrides: readonly Override[] = [], plugins: readonly Plugin[] = []): Promise<CheckedConfig> {
  const loaded = await loadUnresolved(file, overrides);
  const { located, placeOf } = fileOrigin(loaded);
  const { plugins: listed } = loaded.config;
  const own = Array.isArray(listed) ? listed.filter(each => typeof each === 'string') : [];
  const all = await loadPlugins([...own, ...plugins], loaded.folder, index => `${placeOf(['plugins', index]) ?? file}: plugins[${index}]`);
  const registry = createRegistry(all);
  const settings = located(() => parseRun(registry, loaded.config));
  return { ...loaded, registry, settings, ...(plugins.length > 0 && { config: { ...loaded.config, plugins: [...own, ...named(plugins, own.length, loaded.places)] } }) };
}

/** What a config would call the plugins that were given beside its own. */
function named(plugins: readonly Plugin[], before: number, places: Places): readonly string[] {
  const names = plugins.flatMap(plugin => namedBy(plugin) ?? []);
  for (const [index, name] of names.entries()) places.set(['plugins', before + index], { value: { place: `--plugin ${name}` } });
  return names;
}
