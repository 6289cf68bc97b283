import type { AnyBuilder, Definition } from '../components/definition.ts';
import type { Kind } from '../components/kinds.ts';

/** What is bound at a contribution point: a definition, and the plugin that it comes from. */
export interface Contribution<K extends Kind = Kind> {
  readonly plugin: string;
  readonly definition: Definition<K>;
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
