import type { Problem } from '../plugins/problem.ts';

export type KeyPath = readonly (string | number)[];

/** Where a value stands: `mnist.yaml:7:12`; the key's own place beside that of its value. */
export interface Place {
  readonly value: string;
  readonly key?: string | undefined;
}

/** Where each value of a config was written: in a file, or on the command line. */
export class Places {
  readonly #places = new Map<string, Place>();

  set(path: KeyPath, place: Place): void {
    this.#places.set(keyOf(path), place);
  }

  /** Says that the value at a path, with all below it and those on the way that were not there, was written elsewhere. */
  replace(path: KeyPath, place: Place): void {
    const below = `${keyOf(path)},`;
    for (const key of this.#places.keys()) if (key.startsWith(below)) this.#places.delete(key);
    path.forEach((_, index) => {
      const outer = path.slice(0, index);
      if (!this.#places.has(keyOf(outer))) this.set(outer, place);
    });
    this.set(path, place);
  }

  /** The place of the value at a path, or of the nearest value that holds it: a missing key has the place of its object. */
  of(path: KeyPath, ofKey = false): string | undefined {
    const own = this.#places.get(keyOf(path));
    if (own !== undefined) return ofKey ? own.key ?? own.value : own.value;
    return path.length === 0 ? undefined : this.of(path.slice(0, -1));
  }

  /** A problem with the place of its value. */
  locate(problem: Problem): Problem {
    return { ...problem, place: problem.place ?? this.of(problem.path, problem.ofKey) };
  }
}

/** A path as text in which that of an object is a prefix of those of its values. */
function keyOf(path: KeyPath): string {
  return path.map(key => JSON.stringify(key)).join(',');
}
