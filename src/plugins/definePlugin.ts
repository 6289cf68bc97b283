import type { ContainerModule } from 'inversify';
import type { AnyBuilder } from '../components/definition.ts';
import { labelOfOrigin } from './contribution.ts';
import type { CommandDefinition } from './defineCommand.ts';

/** What a plugin adds: components, as lists of what `defineLayer`, `defineLoss` and their like gave, and commands. */
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
  readonly commands?: readonly AnyCommand[];
}

/** A command of any options, as plugins list them. */
export type AnyCommand = Pick<CommandDefinition, 'name' | 'summary' | 'words' | 'options' | 'inject'> & { run(...given: never): unknown };

/** The version of the interface between the framework and its plugins. It changes where a plugin would have to. */
export const pluginApi = 1;

/** A plugin as data. */
export interface PluginDefinition {
  /** Names the plugin in errors. */
  readonly name: string;
  readonly contributes: Contributes;
  /** The version of the interface that it was written for: that of the chainrule whose `definePlugin` it calls. */
  readonly api?: number;
  /** The file or package that it was loaded from, as it was named. */
  readonly from?: string;
  /** The file that this led to. */
  readonly file?: string;
  /** What a config anywhere names it by: its file where it was named by a path, else its package. */
  readonly specifier?: string;
  /** What a file exported that binds its contributions and services itself. */
  readonly module?: ContainerModule;
}

/** What a run takes as a plugin: a definition, or a module of one's own that binds contributions and services itself. */
export type Plugin = PluginDefinition | ContainerModule;

/**
 * Declares a plugin: `definePlugin({ name: 'swish', contributes: { layers: [swish] } })`. The framework's own components are contributed the same way.
 */
export function definePlugin(plugin: Omit<PluginDefinition, 'from' | 'file' | 'specifier' | 'module'>): PluginDefinition {
  return { api: pluginApi, ...plugin };
}

/** How messages call a plugin: `swish (./swish.ts)`. */
export function labelOf(plugin: Plugin): string {
  return 'contributes' in plugin ? labelOfOrigin(plugin) : 'a ContainerModule';
}
