import type { Value } from './runtime.ts';

/** The value of each node, by id; a value that is not computed yet, or is no longer needed, is undefined. */
export type Values = (Value | undefined)[];

/** The value of a node that has been computed. */
export function valueOf(values: Values, id: number): Value {
  return values[id] ?? notComputed(id);
}

/** Plans order nodes before their readers, and gaps refuse what cannot be run: this is a bug. */
export function notComputed(id: number): never {
  throw new Error(`node ${id} has no value`);
}
