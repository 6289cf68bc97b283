import 'reflect-metadata';
import { Container } from 'inversify';
import { kindWords } from '../components/kinds.ts';
import type { Kind } from '../components/kinds.ts';
import { PluginError } from '../errors.ts';
import { contributionsBy, pluginOf } from './contribution.ts';
import type { Contribution } from './contribution.ts';
import { labelOf } from './definePlugin.ts';
import type { Plugin } from './definePlugin.ts';
import { loadModule } from './loadModule.ts';
import { Registry } from './registry.ts';
import { requireContributed } from './requireContributed.ts';
import { requirePlugin } from './requirePlugin.ts';
import { withSchemas } from './withSchemas.ts';
import { containerServices } from './containerServices.ts';
import { bindServices } from './services.ts';
import { CONTRIBUTIONS, REGISTRY, SEED } from './tokens.ts';

/**
 * A container for one run with the components of these plugins, the framework's own (`builtIn`) being one of them; nothing is shared between containers.
 * inversify writes no code for its bindings (`jitless`), which are asked for once or twice. `seed` is what services draw random numbers by; one that a plugin binds stays.
 * The registry is made when it is first asked for, so that it sees every module and the run's services.
 * Throws a PluginError for a plugin that cannot be loaded; asking for the registry throws one where two plugins contribute one name, and for a contribution that is none.
 */
export function createContainer(plugins: readonly Plugin[], seed?: number): Container {
  const container = new Container({ jitless: true });
  const named = new Map<string, Plugin>();
  for (const plugin of new Set(plugins)) {
    requireOwnName(requirePlugin(plugin), named);
    loadModule(container, plugin);
  }
  if (seed !== undefined && !container.isBound(SEED)) container.bind(SEED).toConstantValue(seed);
  bindServices(container);
  container.bind(REGISTRY).toResolvedValue(() => withSchemas(new Registry(contributionsBy(kind => collectKind(container, kind)), containerServices(container)))).inSingletonScope();
  return container;
}

/** Errors call a plugin by its name, which therefore is that of one. */
function requireOwnName(plugin: Plugin, named: Map<string, Plugin>): void {
  if (!('contributes' in plugin)) return;
  const other = named.get(plugin.name);
  named.set(plugin.name, plugin);
  if (other === undefined) return;
  throw new PluginError(`two plugins are called ${JSON.stringify(plugin.name)}`, {
    got: `${labelOf(other)} and ${labelOf(plugin)}`, expected: 'plugins with names of their own', next: 'rename one of them, or leave it out',
  });
}

function collectKind<K extends Kind>(container: Container, kind: K): ReadonlyMap<string, Contribution<K>> {
  const byName = new Map<string, Contribution<K>>();
  for (const contribution of container.getAll<Contribution<K>>(CONTRIBUTIONS[kind])) {
    const { name } = requireContributed(kind, contribution).definition;
    const earlier = byName.get(name);
    if (earlier !== undefined) throw twice(kindWords[kind], name, pluginOf(earlier), pluginOf(contribution));
    byName.set(name, contribution);
  }
  return byName;
}

/** The error for two plugins that contribute one name. */
export function twice(word: string, name: string, first: string, second: string): PluginError {
  return new PluginError(`the ${word} ${JSON.stringify(name)} is contributed twice`, {
    got: `one by the plugin ${first}, one by the plugin ${second}`,
    expected: `one ${word} of that name`,
    next: 'rename one of them, or leave one of the plugins out',
  });
}
