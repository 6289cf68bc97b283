import type { KeyPath } from './places.ts';

/** A step of a path as it is written, and where it stands in the text. */
export interface Step {
  readonly key: string | number;
  readonly start: number;
  readonly end: number;
}

/** The index of the entry after the last one: `metrics[+]`. */
export const afterLast = '+';

const steps = /\.?([^.[\]]+)|\[(-?\d+|\+)\]/gy;

/** Reads `model.layers[1].units`, `model[-1]`, `metrics[+]`. Undefined for what is no path. */
export function readKeyPath(text: string): readonly Step[] | undefined {
  const path: Step[] = [];
  let end = 0;
  for (const match of text.matchAll(steps)) {
    const [whole, key, index] = match;
    const start = match.index + Number(whole.startsWith('.'));
    end = match.index + whole.length;
    path.push({ key: key ?? (index === afterLast ? afterLast : Number(index)), start, end });
  }
  return path.length > 0 && end === text.length && !text.startsWith('.') ? path : undefined;
}

/**
 * The steps of a path as a config has them: a negative index counts from the end of its list, `[+]` is the entry after the last, and `layers` of a model that is a list is
 * the list itself.
 */
export function stepsIn<S extends { readonly key: string | number }>(data: unknown, path: readonly S[]): readonly S[] {
  let [value, inModel] = [data, path[0]?.key === 'model'];
  return path.flatMap(step => {
    if (inModel && Array.isArray(value) && step.key === 'layers') return [];
    const key = indexIn(value, step.key);
    value = entryOf(value, key);
    return [{ ...step, key }];
  });
}

function indexIn(value: unknown, key: string | number): string | number {
  if (!Array.isArray(value)) return key === afterLast && (value === undefined || value === null) ? 0 : key;
  if (key === afterLast) return value.length;
  return typeof key === 'number' && key < 0 && value.length + key >= 0 ? value.length + key : key;
}

/** The value under a key of an object, or at an index of a list. A name is a reference's `use`. */
export function entryOf(value: unknown, key: string | number): unknown {
  if (typeof value === 'string') return key === 'use' ? value : undefined;
  if (typeof value !== 'object' || value === null || Array.isArray(value) !== (typeof key === 'number') || !Object.hasOwn(value, key)) return undefined;
  return (value as Readonly<Record<string | number, unknown>>)[key];
}

/** The keys of steps. */
export function keysOf(path: readonly Step[]): KeyPath {
  return path.map(({ key }) => key);
}
