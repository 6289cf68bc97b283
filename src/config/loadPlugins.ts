import type { Plugin } from '../plugins/definePlugin.ts';
import { requirePlugin } from '../plugins/requirePlugin.ts';
import { importPlugin } from './importPlugin.ts';
import { isPluginPath } from './pluginPath.ts';
import { resolvePlugin } from './resolvePlugin.ts';

/** Where a plugin is listed, for errors: `mnist.yaml:12:5: plugins[0]`. */
export type PlaceOf = (index: number) => string;

/**
 * Loads the plugins that a config or the command line names; one that was given in code passes through. A plugin is code: a TypeScript or JavaScript file, its path relative to
 * `folder`, or a package that is found from there. Its default export is what `definePlugin` gave, or a ContainerModule. A file that is listed twice is loaded once.
 * Throws a PluginError for one that is not there, cannot be loaded, or is no plugin.
 */
export async function loadPlugins(listed: readonly (string | Plugin)[], folder: string, place: PlaceOf = index => `plugins[${index}]`): Promise<readonly Plugin[]> {
  const files = new Set(listed.flatMap(given => (typeof given === 'object' && 'file' in given && given.file !== undefined ? [given.file] : [])));
  const plugins: Plugin[] = [];
  for (const [index, given] of listed.entries()) {
    if (typeof given !== 'string') plugins.push(given);
    else plugins.push(...await loaded(given, folder, place(index), files));
  }
  return plugins;
}

async function loaded(specifier: string, folder: string, place: string, files: Set<string>): Promise<readonly Plugin[]> {
  const file = await resolvePlugin(specifier, folder, place);
  if (files.has(file)) return [];
  files.add(file);
  return [requirePlugin(await importPlugin(file, `${place}: ${specifier}`), { from: specifier, file, specifier: isPluginPath(specifier) ? file : specifier })];
}

/** A config with plugins beside those that it lists itself. What is no list stays, for the config's schema to refuse. */
export function withPlugins<Config extends object>(config: Config, plugins: readonly Plugin[]): Config {
  const { plugins: own = [] } = config as { readonly plugins?: unknown };
  return plugins.length > 0 && Array.isArray(own) ? { ...config, plugins: [...own as readonly unknown[], ...plugins] } : config;
}
