import type { Layer } from '../layers/layer.ts';
import { InvalidConfigError } from './problem.ts';
import type { PlainReference } from './reference.ts';

/** Layers shared by name: in a file, where a reference cannot be the same object twice, `sharedAs: encoder` in both places makes them one. */
export class SharedLayers {
  readonly #layers = new Map<string, { readonly reference: PlainReference; readonly layer: Layer }>();

  /** The layer shared under a name, made at its first use. Throws where a later reference differs from the first. */
  layer(name: string, reference: PlainReference, make: () => Layer): Layer {
    const known = this.#layers.get(name);
    if (known === undefined) {
      const layer = make();
      this.#layers.set(name, { reference, layer });
      return layer;
    }
    if (!sameData(known.reference, reference)) throw differs(name);
    return known.layer;
  }
}

function differs(name: string): InvalidConfigError {
  return InvalidConfigError.of([{
    path: ['sharedAs'],
    problem: `two different layers are shared as ${JSON.stringify(name)}`,
    expected: 'the same `use` and the same options wherever that name is used',
    next: 'write the options alike (a YAML alias helps), or give one of them another name',
  }]);
}

/** True for data of the same structure and values. */
function sameData(left: unknown, right: unknown): boolean {
  if (Object.is(left, right)) return true;
  if (typeof left !== 'object' || typeof right !== 'object' || left === null || right === null) return false;
  if (Array.isArray(left) !== Array.isArray(right)) return false;
  const [entries, others] = [Object.entries(left), new Map<string, unknown>(Object.entries(right))];
  return entries.length === others.size && entries.every(([key, value]) => others.has(key) && sameData(value, others.get(key)));
}
