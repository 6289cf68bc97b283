import { mostListed } from '../plugins/problem.ts';
import type { Problem } from '../plugins/problem.ts';
import type { Spot } from './sourceText.ts';

export type KeyPath = readonly (string | number)[];

/** Where a value stands; the key's own place beside that of its value. */
export interface Place {
  readonly value: Spot;
  readonly key?: Spot | undefined;
}

/** Where each value of a config was written: in a file, or on the command line. A tree of the config's form. */
export class Places {
  private place: Place | undefined;
  private inner = new Map<string | number, Places>();

  set(path: KeyPath, place: Place): void {
    this.node(path, place).place = place;
  }

  /** Says that the value at a path, with all below it, was written elsewhere. Those on the way that were not there have the place of its key. */
  graft(path: KeyPath, places: Places): void {
    const { value, key = value } = places.place ?? unknown;
    const node = this.node(path, { value: key });
    node.place = places.place;
    node.inner = places.inner;
  }

  /** Says where the value at a path was written; what is below it stays where it is. */
  takePlace(path: KeyPath, { place }: Places): void {
    if (place !== undefined) this.set(path, place);
  }

  remove(path: KeyPath): void {
    const last = path.at(-1);
    if (last !== undefined) this.at(path.slice(0, -1))?.inner.delete(last);
  }

  /** The places of a value and of all below it; undefined where none was noted. */
  at(path: KeyPath): Places | undefined {
    return path.reduce<Places | undefined>((places, key) => places?.inner.get(key), this);
  }

  /** Where the value at a path was written, or the nearest value that holds it: a missing key has the place of its object. */
  spot(path: KeyPath, ofKey = false): Spot | undefined {
    let [places, found] = [this as Places | undefined, this.place];
    for (const key of path) {
      places = places?.inner.get(key);
      found = places?.place ?? found;
    }
    return ofKey && places?.place !== undefined ? found?.key ?? found?.value : found?.value;
  }

  /** As `spot`, as errors call it: `mnist.yaml:7:12`. */
  of(path: KeyPath): string | undefined {
    return this.spot(path)?.place;
  }

  /** A problem with the place of its value. */
  locate(problem: Problem): Problem {
    if (problem.place !== undefined) return problem;
    const { place, excerpt } = this.#spotOf(problem);
    return { ...problem, place, excerpt };
  }

  /** Problems with the places of their values, those that a message lists with what stands there too: there may be a hundred thousand. */
  locateAll(problems: readonly Problem[]): readonly Problem[] {
    return problems.map((problem, index) => (index < mostListed || problem.place !== undefined ? this.locate(problem) : { ...problem, place: this.#spotOf(problem).place }));
  }

  #spotOf({ path, ofKey }: Problem): Partial<Spot> {
    return this.spot(path, ofKey) ?? {};
  }

  private node(path: KeyPath, outer: Place): Places {
    return path.reduce<Places>((places, key) => {
      places.place ??= outer;
      return places.child(key);
    }, this);
  }

  private child(key: string | number): Places {
    const known = this.inner.get(key);
    if (known !== undefined) return known;
    const made = new Places();
    this.inner.set(key, made);
    return made;
  }
}

const unknown: Place = { value: { place: '' } };
