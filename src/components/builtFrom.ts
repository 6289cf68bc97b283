import type { AnyBuilder, Reference } from './definition.ts';
import type { Kind } from './kinds.ts';

/** The property of a reference that is no part of its data: the definition that it was built from. Registered, so that two copies of the package understand each other. */
const builtFrom = Symbol.for('chainrule/definition');

/** A reference that knows its definition, so that a run in code needs no plugin for it. */
export function referenceTo<K extends Kind>(definition: object, reference: Reference<K>): Reference<K> {
  return Object.defineProperty(reference, builtFrom, { value: definition });
}

/** The definition that a reference was built from; undefined for one that was written as data. */
export function definitionOf(reference: object): AnyBuilder['definition'] | undefined {
  return Reflect.get(reference, builtFrom) as AnyBuilder['definition'] | undefined;
}

/** A copy of a reference, built from the same definition. */
export function asBuilt<Copy extends object>(copy: Copy, original: object): Copy {
  const definition = definitionOf(original);
  return definition === undefined ? copy : Object.defineProperty(copy, builtFrom, { value: definition });
}
