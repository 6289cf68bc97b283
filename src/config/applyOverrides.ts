import { describeValue, formatPath, InvalidConfigError } from '../plugins/problem.ts';
import type { Problem } from '../plugins/problem.ts';
import { afterLast, stepsIn } from './keyPath.ts';
import type { Override } from './override.ts';
import { Places } from './places.ts';
import type { KeyPath } from './places.ts';
import { isRefusedKey, refusal } from './refusedKeys.ts';
import type { Spot } from './sourceText.ts';

/**
 * A copy of a config with values replaced, one after the other. Objects on the way are made where they are missing, and a bare name becomes a
 * reference (`optimizer: sgd` with `optimizer.learningRate=1`); whether the keys are known is left to validation, which finds their place in `places`.
 * Throws an InvalidConfigError for an entry of a list that does not exist, and for a key of a value that holds none.
 */
export function applyOverrides(config: unknown, overrides: readonly Override[], places: Places): unknown {
  return overrides.reduce((data, override) => {
    const steps = stepsIn(data, override.path.map((key, index) => ({ key, spot: override.keys?.[index] ?? { place: override.place } })));
    const changed = new Replacement(override, steps.map(({ spot }) => spot)).in(data, steps.map(({ key }) => key), []);
    note(places, steps, override);
    return changed;
  }, config);
}

/** Objects that are made on the way have the places of their keys. */
function note(places: Places, steps: readonly { readonly key: string | number; readonly spot: Spot }[], { place, places: own = new Places() }: Override): void {
  const path = steps.map(({ key }) => key);
  for (const [index, { spot }] of steps.entries()) {
    const outer = path.slice(0, index + 1);
    if (places.at(outer) === undefined) places.set(outer, { value: spot, key: spot });
  }
  own.set([], { value: own.spot([]) ?? { place }, key: steps.at(-1)?.spot });
  places.graft(path, own);
}

class Replacement {
  readonly #value: unknown;
  readonly #appends: boolean;
  readonly #spots: readonly Spot[];

  constructor({ value, path }: Override, spots: readonly Spot[]) {
    this.#value = value;
    this.#appends = path.includes(afterLast);
    this.#spots = spots;
  }

  in(data: unknown, path: KeyPath, done: KeyPath): unknown {
    const [key, ...rest] = path;
    if (key === undefined) return this.#value;
    const inner = (value: unknown): unknown => this.in(value, rest, [...done, key]);
    if (typeof key === 'number') return this.#list(data, key, done).map((value, index) => (index === key ? inner(value) : value));
    const object = this.#object(data, key, done);
    return { ...object, [key]: inner(Object.hasOwn(object, key) ? object[key] : undefined) };
  }

  #list(data: unknown, index: number, path: KeyPath): readonly unknown[] {
    const list = data === undefined && this.#appends ? [] : data;
    const where = path.length === 0 ? 'the config' : formatPath(path);
    if (!Array.isArray(list)) throw this.#refuse({ path, problem: `${where} is not a list`, got: describeValue(data), expected: 'a key, not an index' });
    if (index >= 0 && index < list.length) return list;
    if (index === list.length && this.#appends) return [...list, undefined];
    const expected = list.length === 0 ? 'an entry of a list, which is empty' : `0 to ${list.length - 1}, or -${list.length} to -1 from the end`;
    throw this.#refuse({ path: [...path, index], problem: 'there is no such entry', got: String(index), expected, next: `${formatPath(path)}[+] appends one` });
  }

  #object(data: unknown, key: string, path: KeyPath): Readonly<Record<string, unknown>> {
    if (isRefusedKey(key)) throw this.#refuse({ path: [...path, key], ...refusal });
    if (data === undefined || data === null) return {};
    if (typeof data === 'string') return { use: data };
    if (typeof data === 'object' && !Array.isArray(data)) return { ...data };
    const next = Array.isArray(data) && data.length > 0 ? `${formatPath(path)}[0].${key} sets it in the first entry` : undefined;
    throw this.#refuse({ path: [...path, key], problem: `${formatPath(path)} holds no keys`, got: describeValue(data), expected: 'an object, or a name', next });
  }

  #refuse(problem: Problem): InvalidConfigError {
    const { place, excerpt } = this.#spots[Math.min(problem.path.length, this.#spots.length) - 1] ?? this.#spots[0] ?? {};
    return InvalidConfigError.of([{ ...problem, place, excerpt }]);
  }
}
