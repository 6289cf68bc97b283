import { ContainerModule } from 'inversify';
import type { Bind } from 'inversify';
import type { AnyBuilder } from '../components/definition.ts';
import type { Kind } from '../components/kinds.ts';
import type { CommandDefinition } from './defineCommand.ts';
import type { Contributes, Plugin } from './definePlugin.ts';
import type { Contribution, PluginOrigin } from './contribution.ts';
import { COMMANDS, CONTRIBUTIONS } from './tokens.ts';

/** The key of each kind in what a plugin contributes. */
export const contributionKeys = {
  layer: 'layers', loss: 'losses', optimizer: 'optimizers', regularizer: 'regularizers', projection: 'projections', initializer: 'initializers',
  schedule: 'schedules', metric: 'metrics', dataSource: 'dataSources', observer: 'observers', backend: 'backends',
} as const satisfies Readonly<Record<Kind, keyof Contributes>>;

const kinds = Object.keys(contributionKeys) as readonly Kind[];

/** The container module that a plugin is. */
export function moduleOf(plugin: Plugin): ContainerModule {
  if (!('contributes' in plugin)) return plugin;
  const { contributes, module } = plugin;
  if (module !== undefined) return module;
  return new ContainerModule(({ bind }) => {
    for (const kind of kinds) contribute(bind, plugin, kind, contributes[contributionKeys[kind]]);
    for (const command of contributes.commands ?? []) bind(COMMANDS).toConstantValue({ plugin: plugin.name, from: plugin.from, definition: command as CommandDefinition });
  });
}

function contribute<K extends Kind>(bind: Bind, { name, from }: PluginOrigin, kind: K, builders: readonly AnyBuilder<K>[] = []): void {
  for (const { definition } of builders) bind<Contribution<K>>(CONTRIBUTIONS[kind]).toConstantValue({ plugin: name, from, definition });
}
