import { InvalidConfigError } from '../plugins/problem.ts';
import { Places } from './places.ts';
import type { KeyPath } from './places.ts';
import { readYaml } from './readYaml.ts';

/** A value that replaces one of the config. */
export interface Override {
  readonly path: KeyPath;
  readonly value: unknown;
  /** What errors give as its place: `--set training.epochs=2`, `--seed 7`. */
  readonly place: string;
}

const steps = /\.?([^.[\]]+)|\[(\d+)\]/gy;

/** Reads `model.layers[1].units=64`. The value is YAML: `2` is a number, `true` a boolean, `[1, 2]` a list. Throws an InvalidConfigError. */
export function parseOverride(text: string): Override {
  const place = `--set ${text}`;
  const equals = text.indexOf('=');
  if (equals < 1) throw malformed(place, text);
  const path = parsePath(text.slice(0, equals));
  if (path === undefined) throw malformed(place, text);
  return { path, place, value: readYaml(text.slice(equals + 1), { source: place, placeOf: () => place }, new Places()) };
}

function parsePath(text: string): KeyPath | undefined {
  const path: (string | number)[] = [];
  let end = 0;
  for (const match of text.matchAll(steps)) {
    const [whole, key, index] = match;
    path.push(key ?? Number(index));
    end = match.index + whole.length;
  }
  return end === text.length && !text.startsWith('.') ? path : undefined;
}

function malformed(place: string, text: string): InvalidConfigError {
  return InvalidConfigError.of([{ path: [], place, problem: 'not an assignment', got: JSON.stringify(text), expected: 'path=value, `training.epochs=2` or `model.layers[1].units=64` for example' }]);
}
