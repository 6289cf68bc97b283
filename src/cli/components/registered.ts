import { pluginOf } from '../../plugins/contribution.ts';
import type { Contribution } from '../../plugins/contribution.ts';
import type { Plugin } from '../../plugins/definePlugin.ts';
import type { Registry } from '../../plugins/registry.ts';
import { createRegistry } from '../../plugins/createRegistry.ts';
import type { PluginFiles } from '../documentation/documentation.ts';

/** The framework's components and those of plugins, and where these are documented. */
export interface Registered {
  readonly registry: Registry;
  readonly files: PluginFiles;
}

/** A registry that makes nothing but tells what there is. */
export function registered(plugins: readonly Plugin[]): Registered {
  const files = plugins.flatMap(plugin => ('contributes' in plugin && plugin.file !== undefined ? [[plugin.name, plugin.file] as const] : []));
  return { registry: createRegistry(plugins), files: new Map(files) };
}

/** Who contributes what is not the framework's own, `swish (./swish.ts)`; undefined for that. */
export function contributorOf(contribution: Contribution): string | undefined {
  return contribution.plugin === 'chainrule' ? undefined : pluginOf(contribution);
}
