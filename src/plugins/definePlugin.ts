import { ContainerModule } from 'inversify';
import type { Bind } from 'inversify';
import type { AnyBuilder } from '../components/definition.ts';
import type { Kind } from '../components/kinds.ts';
import type { Contribution } from './contribution.ts';
import { CONTRIBUTIONS } from './tokens.ts';

/** Components that a plugin adds, as lists of what `defineLayer`, `defineLoss` and their like gave. */
export interface Contributes {
  readonly layers?: readonly AnyBuilder<'layer'>[];
  readonly losses?: readonly AnyBuilder<'loss'>[];
  readonly optimizers?: readonly AnyBuilder<'optimizer'>[];
  readonly regularizers?: readonly AnyBuilder<'regularizer'>[];
  readonly projections?: readonly AnyBuilder<'projection'>[];
  readonly initializers?: readonly AnyBuilder<'initializer'>[];
  readonly schedules?: readonly AnyBuilder<'schedule'>[];
  readonly metrics?: readonly AnyBuilder<'metric'>[];
  readonly dataSources?: readonly AnyBuilder<'dataSource'>[];
  readonly observers?: readonly AnyBuilder<'observer'>[];
  readonly backends?: readonly AnyBuilder<'backend'>[];
}

/** A plugin as data. */
export interface PluginDefinition {
  /** Names the plugin in errors. */
  readonly name: string;
  readonly contributes: Contributes;
}

/** What a run takes as a plugin: a definition, or a module of one's own that binds contributions and services itself. */
export type Plugin = PluginDefinition | ContainerModule;

/** Declares a plugin. The framework's own components are contributed the same way. */
export function definePlugin(plugin: PluginDefinition): PluginDefinition {
  return plugin;
}

/** The container module that a plugin is. */
export function moduleOf(plugin: Plugin): ContainerModule {
  if (!('contributes' in plugin)) return plugin;
  const { name, contributes } = plugin;
  return new ContainerModule(({ bind }) => {
    contribute(bind, name, 'layer', contributes.layers);
    contribute(bind, name, 'loss', contributes.losses);
    contribute(bind, name, 'optimizer', contributes.optimizers);
    contribute(bind, name, 'regularizer', contributes.regularizers);
    contribute(bind, name, 'projection', contributes.projections);
    contribute(bind, name, 'initializer', contributes.initializers);
    contribute(bind, name, 'schedule', contributes.schedules);
    contribute(bind, name, 'metric', contributes.metrics);
    contribute(bind, name, 'dataSource', contributes.dataSources);
    contribute(bind, name, 'observer', contributes.observers);
    contribute(bind, name, 'backend', contributes.backends);
  });
}

function contribute<K extends Kind>(bind: Bind, plugin: string, kind: K, builders: readonly AnyBuilder<K>[] = []): void {
  for (const { definition } of builders) bind<Contribution<K>>(CONTRIBUTIONS[kind]).toConstantValue({ plugin, definition });
}
