import type { Definition } from '../components/definition.ts';
import type { Kind } from '../components/kinds.ts';

/** What is bound at a contribution point: a definition, and the plugin that it comes from. */
export interface Contribution<K extends Kind = Kind> {
  readonly plugin: string;
  readonly definition: Definition<K>;
}
