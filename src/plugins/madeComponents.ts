import type { ComponentTypes, Kind } from '../components/kinds.ts';
import { containsItself } from './unknownComponent.ts';

/** The components of a run: which reference object each was made of, in which order they were finished, and what they are called. */
export class MadeComponents {
  readonly #ofReference = new Map<Kind, WeakMap<object, unknown>>();
  readonly #all = new Map<Kind, unknown[]>();
  readonly #names = new WeakMap<object, string>();
  readonly #open = new Set<object>();

  /** The component that was made of a reference object, or the one that is made now. Throws an InvalidConfigError for a reference that contains itself. */
  of<K extends Kind>(kind: K, reference: object, make: () => ComponentTypes[K]): ComponentTypes[K] {
    const known = this.#known(kind);
    if (known.has(reference)) return known.get(reference) as ComponentTypes[K];
    if (this.#open.has(reference)) throw containsItself();
    this.#open.add(reference);
    try {
      const component = make();
      known.set(reference, component);
      return component;
    } finally {
      this.#open.delete(reference);
    }
  }

  has(kind: Kind, reference: object): boolean {
    return this.#known(kind).has(reference);
  }

  /** Takes up a component that is finished. */
  add<T>(kind: Kind, component: T): T {
    this.#all.set(kind, [...this.#all.get(kind) ?? [], component]);
    return component;
  }

  /** Every component of a kind, in the order in which they were finished. */
  all<K extends Kind>(kind: K): readonly ComponentTypes[K][] {
    return (this.#all.get(kind) ?? []) as ComponentTypes[K][];
  }

  named<T extends object>(component: T, name: string): T {
    this.#names.set(component, name);
    return component;
  }

  readonly nameOf = (component: object): string => this.#names.get(component) ?? 'custom';

  #known(kind: Kind): WeakMap<object, unknown> {
    const known = this.#ofReference.get(kind) ?? new WeakMap<object, unknown>();
    this.#ofReference.set(kind, known);
    return known;
  }
}
