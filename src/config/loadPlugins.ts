import { ContainerModule } from 'inversify';
import { PluginError } from '../errors.ts';
import { resolvePath } from '../platform/files.ts';
import { inNode, nodeModule } from '../platform/node.ts';
import type { Plugin } from '../plugins/definePlugin.ts';

/**
 * Loads the plugins that a config or the command line names. A plugin is code: a JavaScript file, or a TypeScript file where the process can run one, whose default
 * export is what `definePlugin` gave, or a ContainerModule. Throws a PluginError for a file that cannot be loaded or holds no plugin.
 */
export function loadPlugins(listed: readonly (string | Plugin)[], folder: string): Promise<readonly Plugin[]> {
  return Promise.all(listed.map(plugin => (typeof plugin === 'string' ? loadPlugin(resolvePath(folder, plugin)) : plugin)));
}

async function loadPlugin(file: string): Promise<Plugin> {
  const { default: plugin } = await imported(file);
  if (isPlugin(plugin)) return plugin;
  throw new PluginError('the file holds no plugin', { where: file, expected: 'export default definePlugin({ name, contributes })' });
}

async function imported(file: string): Promise<{ readonly default?: unknown }> {
  try {
    return await import(inNode() ? nodeModule('node:url').pathToFileURL(file).href : file) as { readonly default?: unknown };
  } catch (error) {
    throw new PluginError('the plugin cannot be loaded', {
      where: file,
      got: error instanceof Error ? error.message : String(error),
      next: 'check the path; a TypeScript plugin needs a Node that runs TypeScript, or tsx',
    }, { cause: error });
  }
}

function isPlugin(value: unknown): value is Plugin {
  if (value instanceof ContainerModule) return true;
  return typeof value === 'object' && value !== null && 'name' in value && typeof value.name === 'string'
    && 'contributes' in value && typeof value.contributes === 'object' && value.contributes !== null;
}
