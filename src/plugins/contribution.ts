import type { AnyBuilder, Definition } from '../components/definition.ts';
import type { Kind } from '../components/kinds.ts';

/** What is bound at a contribution point: a definition, and the plugin that it comes from. */
export interface Contribution<K extends Kind = Kind> {
  readonly plugin: string;
  /** The file or package that the plugin was loaded from. */
  readonly from?: string | undefined;
  readonly definition: Definition<K>;
}

/** A plugin as messages and files call it. */
export interface PluginOrigin {
  readonly name: string;
  readonly from?: string | undefined;
}

/** How messages call the plugin of a contribution: `swish (./swish.ts)`. */
export function pluginOf({ plugin, from }: Pick<Contribution, 'plugin' | 'from'>): string {
  return labelOfOrigin({ name: plugin, from });
}

export function labelOfOrigin({ name, from }: PluginOrigin): string {
  return from === undefined || from === name ? name : `${name} (${from})`;
}

/** Who contributes the framework's own components, in a run and in one of the core. */
const own: readonly string[] = ['chainrule', 'core'];

/** Whether a component is the framework's own, and no plugin's. */
export function isOwn({ plugin }: Pick<Contribution, 'plugin'>): boolean {
  return own.includes(plugin);
}

/** The contributions of a run by kind and name. */
export type Contributions = { readonly [K in Kind]: ReadonlyMap<string, Contribution<K>> };

/** Contributions from those of each kind. */
export function contributionsBy(of: <K extends Kind>(kind: K) => ReadonlyMap<string, Contribution<K>>): Contributions {
  return {
    layer: of('layer'),
    loss: of('loss'),
    optimizer: of('optimizer'),
    regularizer: of('regularizer'),
    projection: of('projection'),
    initializer: of('initializer'),
    schedule: of('schedule'),
    metric: of('metric'),
    dataSource: of('dataSource'),
    observer: of('observer'),
    backend: of('backend'),
  };
}

/** Whether a definition is of a kind. */
export function isOfKind<K extends Kind>(definition: AnyBuilder['definition'] | undefined, kind: K): definition is Definition<K> & AnyBuilder['definition'] {
  return definition?.kind === kind;
}
