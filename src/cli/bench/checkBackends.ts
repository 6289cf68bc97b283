import { fileOrigin } from '../../config/fileOrigin.ts';
import { loadConfig } from '../../config/loadConfig.ts';
import { loadPlugins } from '../../config/loadPlugins.ts';
import { parseRun } from '../../config/schema.ts';
import { builtIn } from '../../plugins/builtIn.ts';
import { createContainer } from '../../plugins/container.ts';
import { REGISTRY } from '../../plugins/tokens.ts';
import { pluginsOf } from '../plugins.ts';
import type { FileSource } from './job.ts';

/** Throws a located error for a backend of the command line that neither the framework nor a plugin has. None is loaded. */
export async function checkBackends({ file, overrides, plugin }: FileSource, names: readonly string[]): Promise<void> {
  const plugins = await pluginsOf({ plugin });
  for (const name of names) {
    const loaded = await loadConfig(file, [...overrides, { path: ['backend'], value: name, place: `--backend ${name}` }]);
    const { plugins: own } = loaded.config;
    const named = Array.isArray(own) ? own.filter(each => typeof each === 'string') : [];
    const registry = createContainer([builtIn, ...await loadPlugins([...named, ...plugins], loaded.folder)]).get(REGISTRY);
    fileOrigin(loaded).located(() => parseRun(registry, loaded.config));
  }
}
