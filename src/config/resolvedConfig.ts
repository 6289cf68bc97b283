import type { Plugin } from '../plugins/definePlugin.ts';
import type { Registry } from '../plugins/registry.ts';
import { defaultBackend } from './defaultBackend.ts';
import { plainData } from './plainData.ts';
import type { RunConfig, RunSettings } from './schema.ts';

/**
 * A run's config as YAML, for its folder: defaults filled in at the top level, references as they were given. It can be run again; `folder` is what its
 * relative paths then start from. Plugins and arrays that were given in code are named in a comment or a text, for a file cannot hold them.
 * The text is written when it is asked for, since the library that writes it is not small.
 */
export function resolvedConfig(config: RunConfig, settings: RunSettings, registry: Registry, folder: string): () => Promise<string> {
  const { name, gradients, seed, output, training: { epochs, ...training } } = settings;
  const { backend = defaultBackend, model, loss, optimizer, data, metrics = [], plugins = [], shapes } = config;
  const resolved = {
    name, folder, backend, gradients, seed, model, loss, optimizer, data, shapes, metrics,
    training: { epochs: Number.isFinite(epochs) ? epochs : undefined, ...training },
    plugins: plugins.flatMap(plugin => namedBy(plugin) ?? []),
    output,
  };
  const plain = plainData(resolved, registry);
  return async () => {
    const [{ stringify }, { escaped }] = await Promise.all([import('yaml'), import('./interpolation.ts')]);
    return `${pluginComment(plugins)}${stringify(escaped(plain), { aliasDuplicateObjects: false, lineWidth: 0 })}`;
  };
}

function pluginComment(plugins: readonly (string | Plugin)[]): string {
  const names = plugins.flatMap(plugin => (namedBy(plugin) === undefined ? [nameOf(plugin)] : []));
  return names.length === 0 ? '' : `# Plugins given in code: ${names.join(', ')}\n`;
}

/** What a config can name a plugin by: what was written in it; for one that the command line named, its file, or its package. */
export function namedBy(plugin: string | Plugin): string | undefined {
  if (typeof plugin === 'string') return plugin;
  return 'contributes' in plugin ? plugin.specifier : undefined;
}

function nameOf(plugin: unknown): string {
  return typeof plugin === 'object' && plugin !== null && 'name' in plugin ? JSON.stringify(plugin.name) : 'a ContainerModule';
}
