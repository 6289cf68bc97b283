import 'reflect-metadata';
import { Container } from 'inversify';
import { kindWords } from '../components/kinds.ts';
import type { Kind } from '../components/kinds.ts';
import { PluginError } from '../errors.ts';
import { contributionsBy } from './contribution.ts';
import type { Contribution } from './contribution.ts';
import { moduleOf } from './definePlugin.ts';
import type { Plugin } from './definePlugin.ts';
import { Registry } from './registry.ts';
import { CONTRIBUTIONS, REGISTRY } from './tokens.ts';

/**
 * A container for one run with the components of these plugins, the framework's own (`builtIn`) being one of them; nothing is shared between containers.
 * The registry is made when it is first asked for, so that it sees every module and the run's services.
 * Throws a PluginError for a plugin that cannot be loaded; asking for the registry throws one where two plugins contribute one name.
 */
export function createContainer(plugins: readonly Plugin[]): Container {
  const container = new Container();
  for (const plugin of plugins) load(container, plugin);
  container.bind(REGISTRY).toResolvedValue(() => new Registry(contributionsBy(kind => collectKind(container, kind)))).inSingletonScope();
  return container;
}

function load(container: Container, plugin: Plugin): void {
  try {
    container.load(moduleOf(plugin));
  } catch (error) {
    throw new PluginError('a plugin cannot be loaded', {
      where: 'contributes' in plugin ? plugin.name : 'a ContainerModule',
      got: error instanceof Error ? error.message : String(error),
      expected: 'what definePlugin({ name, contributes }) gives, or a synchronous ContainerModule',
    }, { cause: error });
  }
}

function collectKind<K extends Kind>(container: Container, kind: K): ReadonlyMap<string, Contribution<K>> {
  const byName = new Map<string, Contribution<K>>();
  for (const contribution of container.getAll<Contribution<K>>(CONTRIBUTIONS[kind])) {
    const { name } = contribution.definition;
    const earlier = byName.get(name);
    if (earlier !== undefined) throw twice(kind, name, earlier.plugin, contribution.plugin);
    byName.set(name, contribution);
  }
  return byName;
}

function twice(kind: Kind, name: string, first: string, second: string): PluginError {
  return new PluginError(`the ${kindWords[kind]} ${JSON.stringify(name)} is contributed twice`, {
    got: `one by the plugin ${first}, one by the plugin ${second}`,
    expected: `one ${kindWords[kind]} of that name`,
    next: 'rename one of them, or leave one of the plugins out',
  });
}
