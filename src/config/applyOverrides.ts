import { describeValue, formatPath, InvalidConfigError } from '../plugins/problem.ts';
import type { Override } from './override.ts';
import type { KeyPath, Places } from './places.ts';
import { isRefusedKey, refusal } from './refusedKeys.ts';

/**
 * A copy of a config with values replaced, one after the other. Objects on the way are made where they are missing, and a bare name becomes a
 * reference (`optimizer: sgd` with `optimizer.learningRate=1`); whether the keys are known is left to validation, which finds their place in `places`.
 * Throws an InvalidConfigError for an entry of a list that does not exist, and for a key of a value that holds none.
 */
export function applyOverrides(config: unknown, overrides: readonly Override[], places: Places): unknown {
  return overrides.reduce((data, override) => {
    places.replace(override.path, { value: override.place });
    return replaced(data, override.path, [], override);
  }, config);
}

function replaced(data: unknown, path: KeyPath, done: KeyPath, override: Override): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return override.value;
  const inner = (value: unknown): unknown => replaced(value, rest, [...done, key], override);
  if (typeof key === 'number') return inList(data, key, done, override).map((value, index) => (index === key ? inner(value) : value));
  const object = asObject(data, key, done, override);
  return { ...object, [key]: inner(Object.hasOwn(object, key) ? object[key] : undefined) };
}

function inList(data: unknown, index: number, path: KeyPath, { place }: Override): readonly unknown[] {
  const where = path.length === 0 ? 'the config' : formatPath(path);
  if (!Array.isArray(data)) throw InvalidConfigError.of([{ path, place, problem: `${where} is not a list`, got: describeValue(data), expected: 'a key, not an index' }]);
  if (index < data.length) return data;
  throw InvalidConfigError.of([{ path: [...path, index], place, problem: 'there is no such entry', got: String(index), expected: data.length === 0 ? 'an entry of a list, which is empty' : `0 to ${data.length - 1}` }]);
}

function asObject(data: unknown, key: string, path: KeyPath, { place }: Override): Readonly<Record<string, unknown>> {
  if (isRefusedKey(key)) throw InvalidConfigError.of([{ path: [...path, key], place, ...refusal }]);
  if (data === undefined || data === null) return {};
  if (typeof data === 'string') return { use: data };
  if (typeof data === 'object' && !Array.isArray(data)) return { ...data };
  const next = Array.isArray(data) && data.length > 0 ? `${formatPath(path)}[0].${key} sets it in the first entry` : undefined;
  throw InvalidConfigError.of([{ path: [...path, key], place, problem: `${formatPath(path)} holds no keys`, got: describeValue(data), expected: 'an object, or a name', next }]);
}
