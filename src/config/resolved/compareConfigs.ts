import { formatPath } from '../../plugins/problem.ts';
import type { KeyPath } from '../places.ts';
import type { WholeConfig } from './wholeConfig.ts';

/** A value of one of two configs, and where it comes from. */
export interface Side {
  readonly value: unknown;
  readonly from: string;
}

/** A path where two configs differ. A side is left out where its config has nothing there. */
export interface Difference {
  readonly path: string;
  readonly left?: Side;
  readonly right?: Side;
}

/** Keys that tell a file's name and place: they are compared where one of the files states them. */
const ofFiles: readonly string[] = ['name', 'folder', 'output'];

/** Where two whole configs differ, in the order of the left one. The order of keys makes no difference; components of different names differ as wholes. */
export function compareConfigs(left: WholeConfig, right: WholeConfig): readonly Difference[] {
  return new Comparison(left, right).of(left.config, right.config, []).filter(({ path, ...sides }) => {
    const stated = [sides.left?.from, sides.right?.from].some(from => from !== undefined && from !== 'default');
    return stated || !ofFiles.includes(path);
  });
}

type Keys = Readonly<Record<string, unknown>>;

class Comparison {
  readonly #left: WholeConfig['from'];
  readonly #right: WholeConfig['from'];

  constructor(left: WholeConfig, right: WholeConfig) {
    this.#left = left.from;
    this.#right = right.from;
  }

  of(left: unknown, right: unknown, path: KeyPath): readonly Difference[] {
    if (Object.is(left, right)) return [];
    const keys = keysOfBoth(left, right);
    if (keys !== undefined) return keys.flatMap(key => this.of(entry(left, key), entry(right, key), [...path, key]));
    return [{
      path: formatPath(path),
      ...(left !== undefined && { left: { value: left, from: this.#left(path) } }),
      ...(right !== undefined && { right: { value: right, from: this.#right(path) } }),
    }];
  }
}

/** The keys to go into; undefined where the values are compared as wholes. */
function keysOfBoth(left: unknown, right: unknown): readonly (string | number)[] | undefined {
  if (Array.isArray(left) && Array.isArray(right)) return Array.from({ length: Math.max(left.length, right.length) }, (_, index) => index);
  if (!isKeys(left) || !isKeys(right) || left['use'] !== right['use']) return undefined;
  return [...new Set([...Object.keys(left), ...Object.keys(right)])];
}

function isKeys(value: unknown): value is Keys {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function entry(value: unknown, key: string | number): unknown {
  return Object(value)[key];
}
