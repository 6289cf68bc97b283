import type { Plugin } from '../plugins/definePlugin.ts';

/** The plugins that `--plugin` names, from the working directory on. Where the flag is not given, nothing that loads plugins is loaded either. */
export async function pluginsOf({ plugin }: { readonly plugin: readonly string[] }): Promise<readonly Plugin[]> {
  if (plugin.length === 0) return [];
  const [{ loadPlugins }, { requireFreeNames }] = await Promise.all([import('../config/loadPlugins.ts'), import('./plugins/commands.ts')]);
  const plugins = await loadPlugins(plugin, '.', () => '--plugin');
  requireFreeNames(plugins);
  return plugins;
}
