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
    plugins: plugins.filter(plugin => typeof plugin === 'string'),
    output,
  };
  const plain = plainData(resolved, registry);
  return async () => {
    const { stringify } = await import('yaml');
    return `${pluginComment(plugins)}${stringify(plain, { aliasDuplicateObjects: false, lineWidth: 0 })}`;
  };
}

function pluginComment(plugins: readonly unknown[]): string {
  const names = plugins.flatMap(plugin => (typeof plugin === 'string' ? [] : [nameOf(plugin)]));
  return names.length === 0 ? '' : `# Plugins given in code: ${names.join(', ')}\n`;
}

function nameOf(plugin: unknown): string {
  return typeof plugin === 'object' && plugin !== null && 'name' in plugin ? JSON.stringify(plugin.name) : 'a ContainerModule';
}
