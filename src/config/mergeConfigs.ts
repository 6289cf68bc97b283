import { Places } from './places.ts';
import type { KeyPath } from './places.ts';

/** A config, or a part of one, as it was written. */
export interface Layer {
  readonly data: unknown;
  readonly places: Places;
}

type Keys = Readonly<Record<string, unknown>>;

/**
 * A config over the one that it extends. Objects are merged key by key, at every depth; anything else takes the place of what was there: lists too, and references
 * with another `use`. An object over a bare name gives the options of that component. `null` takes away what was there.
 */
export function mergeConfigs(base: Layer, over: Layer): Layer {
  const places = new Places();
  places.graft([], base.places);
  return { data: merged(base.data, over, [], places), places };
}

function merged(base: unknown, over: Layer, path: KeyPath, places: Places): unknown {
  const keys = asKeys(base);
  if (!isKeys(over.data) || keys === undefined || isOther(keys, over.data)) {
    places.graft(path, over.places);
    return over.data;
  }
  places.takePlace(path, over.places);
  return Object.entries(over.data).reduce<Keys>((whole, [key, data]) => mergedKey(whole, key, { data, places: over.places.at([key]) ?? new Places() }, path, places), keys);
}

function mergedKey(whole: Keys, key: string, over: Layer, outer: KeyPath, places: Places): Keys {
  const path = [...outer, key];
  if (over.data !== null || !Object.hasOwn(whole, key)) return { ...whole, [key]: merged(Object.hasOwn(whole, key) ? whole[key] : undefined, over, path, places) };
  places.remove(path);
  return Object.fromEntries(Object.entries(whole).filter(([own]) => own !== key));
}

/** What an object can be merged into. */
function asKeys(base: unknown): Keys | undefined {
  if (typeof base === 'string') return { use: base };
  return isKeys(base) ? base : undefined;
}

function isKeys(data: unknown): data is Keys {
  return typeof data === 'object' && data !== null && !Array.isArray(data);
}

function isOther(base: Keys, over: Keys): boolean {
  return over['use'] !== undefined && over['use'] !== base['use'];
}
