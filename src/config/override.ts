import { InvalidConfigError } from '../plugins/problem.ts';
import { keysOf, readKeyPath } from './keyPath.ts';
import { Places } from './places.ts';
import type { KeyPath } from './places.ts';
import { readYaml } from './readYaml.ts';
import { SourceText } from './sourceText.ts';
import type { Spot } from './sourceText.ts';

/** A value that replaces one of the config. */
export interface Override {
  readonly path: KeyPath;
  readonly value: unknown;
  /** What errors give as its place: `--set training.epochs=2`, `--seed 7`. */
  readonly place: string;
  /** Where each key of the path stands in that text. */
  readonly keys?: readonly Spot[];
  /** Where each part of the value stands in it. */
  readonly places?: Places;
}

/** Reads `model.layers[1].units=64`. The value is YAML: `2` is a number, `true` a boolean, `[1, 2]` a list. Throws an InvalidConfigError. */
export function parseOverride(text: string): Override {
  const flag = '--set ';
  const source = new SourceText(`${flag}${text}`);
  const equals = text.indexOf('=');
  const path = equals < 1 ? undefined : readKeyPath(text.slice(0, equals));
  if (path === undefined) throw malformed(source.text, text);
  const places = new Places();
  const value = readYaml(text.slice(equals + 1), { flag: `${flag}${text.slice(0, equals + 1)}` }, places);
  return { path: keysOf(path), value, place: source.text, places, keys: path.map(({ start, end }) => source.spot(flag.length + start, flag.length + end)) };
}

function malformed(place: string, text: string): InvalidConfigError {
  return InvalidConfigError.of([{ path: [], place, problem: 'not an assignment', got: JSON.stringify(text), expected: 'path=value, `training.epochs=2` or `model[1].units=64` for example' }]);
}
