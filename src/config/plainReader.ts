import { isAlias, isMap, isScalar, isSeq } from 'yaml';
import type { Alias, Document, Node, Pair, YAMLMap } from 'yaml';
import { InvalidConfigError } from '../plugins/problem.ts';
import type { KeyPath, Places } from './places.ts';
import { isRefusedKey, refusal } from './refusedKeys.ts';

/** A text that expands to more values than this is refused: aliases of aliases grow without bound. */
const mostValues = 100_000;
const deepest = 100;

/** Turns a parsed document into plain data and notes where each value stands. */
export class PlainReader {
  readonly #document: Document.Parsed;
  readonly #place: (offset: number) => string;
  readonly #places: Places;
  #values = 0;

  constructor(document: Document.Parsed, place: (offset: number) => string, places: Places) {
    this.#document = document;
    this.#place = place;
    this.#places = places;
  }

  read(): unknown {
    return this.#value(this.#document.contents, [], this.#place(0), undefined);
  }

  #value(node: unknown, path: KeyPath, outer: string, key: string | undefined): unknown {
    const place = placeOf(node, this.#place) ?? outer;
    this.#count(path, place);
    this.#places.set(path, { value: place, key });
    if (isScalar(node)) return this.#scalar(node.value, path, place);
    if (isSeq(node)) return node.items.map((item, index) => this.#value(item, [...path, index], place, undefined));
    if (isMap(node)) return this.#object(node, path, place);
    if (isAlias(node)) return this.#value(this.#anchored(node, path, place), path, place, key);
    return null;
  }

  #scalar(value: unknown, path: KeyPath, place: string): unknown {
    if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
    return refuse(path, place, 'a value that is not plain data', 'a text, a number, true, false or null');
  }

  #anchored(alias: Alias, path: KeyPath, place: string): Node {
    return alias.resolve(this.#document) ?? refuse(path, place, `the alias *${alias.source} has no anchor`, `&${alias.source} at a value before it`);
  }

  #object(map: YAMLMap, path: KeyPath, place: string): Record<string, unknown> {
    return Object.fromEntries(map.items.map(pair => this.#entry(pair, path, place)));
  }

  #entry({ key, value }: Pair, path: KeyPath, outer: string): readonly [string, unknown] {
    const place = placeOf(key, this.#place) ?? outer;
    const name = isScalar(key) ? String(key.value) : refuse(path, place, 'a key that is not a text', 'a name');
    if (isRefusedKey(name)) refuse([...path, name], place, refusal.problem, refusal.expected);
    return [name, this.#value(value, [...path, name], place, place)];
  }

  #count(path: KeyPath, place: string): void {
    this.#values++;
    if (path.length > deepest) refuse(path.slice(0, 3), place, 'values are nested too deeply', `at most ${deepest} levels, and no alias inside its own anchor`);
    if (this.#values > mostValues) refuse([], place, 'too many values', `at most ${mostValues}, those of aliases counted`);
  }
}

function placeOf(node: unknown, place: (offset: number) => string): string | undefined {
  const range = (node as Partial<Node> | null)?.range;
  return range ? place(range[0]) : undefined;
}

function refuse(path: KeyPath, place: string, problem: string, expected: string): never {
  throw InvalidConfigError.of([{ path, place, problem, expected }]);
}
