import { isAlias, isMap, isScalar, isSeq } from 'yaml';
import type { Alias, Document, Node, Pair, YAMLMap } from 'yaml';
import { InvalidConfigError } from '../plugins/problem.ts';
import type { Problem } from '../plugins/problem.ts';
import type { KeyPath, Places } from './places.ts';
import { isRefusedKey, refusal } from './refusedKeys.ts';
import type { Spot, SpotOf } from './sourceText.ts';

/** A text that expands to more values than this is refused: aliases of aliases grow without bound. */
export const mostValues = 100_000;
const deepest = 100;

/** Turns a parsed document into plain data and notes where each value stands. */
export class PlainReader {
  readonly #document: Document.Parsed;
  readonly #spot: SpotOf;
  readonly #places: Places;
  readonly #problems: Problem[] = [];
  #values = 0;

  constructor(document: Document.Parsed, spot: SpotOf, places: Places) {
    this.#document = document;
    this.#spot = spot;
    this.#places = places;
  }

  /** The data. Throws an InvalidConfigError that lists all that is refused. */
  read(): unknown {
    const data = this.#value(this.#document.contents, [], this.#spot(0, 0), undefined);
    if (this.#problems.length > 0) throw InvalidConfigError.of(this.#problems);
    return data;
  }

  #value(node: unknown, path: KeyPath, outer: Spot, key: Spot | undefined): unknown {
    const spot = this.#spotOf(node) ?? outer;
    this.#count(path, spot);
    this.#places.set(path, { value: spot, key });
    if (isScalar(node)) return this.#scalar(node.value, path, spot);
    if (isSeq(node)) return node.items.map((item, index) => this.#value(item, [...path, index], spot, undefined));
    if (isMap(node)) return this.#object(node, path, spot);
    return isAlias(node) ? this.#alias(node, path, spot, key) : null;
  }

  #scalar(value: unknown, path: KeyPath, spot: Spot): unknown {
    if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
    return this.#note(path, spot, 'a value that is not plain data', 'a text, a number, true, false or null');
  }

  #alias(alias: Alias, path: KeyPath, spot: Spot, key: Spot | undefined): unknown {
    const anchored = alias.resolve(this.#document);
    if (anchored !== undefined) return this.#value(anchored, path, spot, key);
    return this.#note(path, spot, `the alias *${alias.source} has no anchor`, `&${alias.source} at a value before it`);
  }

  #object(map: YAMLMap, path: KeyPath, spot: Spot): Record<string, unknown> {
    return Object.fromEntries(map.items.flatMap(pair => this.#entry(pair, path, spot)));
  }

  #entry({ key, value }: Pair, path: KeyPath, outer: Spot): readonly (readonly [string, unknown])[] {
    const spot = this.#spotOf(key) ?? outer;
    if (!isScalar(key)) return [['', this.#note(path, spot, 'a key that is not a text', 'a name')]];
    const name = String(key.value);
    if (isRefusedKey(name)) return [['', this.#note([...path, name], spot, refusal.problem, refusal.expected)]];
    return [[name, this.#value(value, [...path, name], spot, spot)]];
  }

  #spotOf(node: unknown): Spot | undefined {
    const range = (node as Partial<Node> | null)?.range;
    return range ? this.#spot(range[0], range[1]) : undefined;
  }

  #note(path: KeyPath, { place, excerpt }: Spot, problem: string, expected: string): null {
    this.#problems.push({ path, place, excerpt, problem, expected });
    return null;
  }

  /** What would go on without an end is told at once. */
  #count(path: KeyPath, { place, excerpt }: Spot): void {
    this.#values++;
    const told = path.length > deepest ? { path: path.slice(0, 3), problem: 'values are nested too deeply', expected: `at most ${deepest} levels, and no alias inside its own anchor` }
      : this.#values > mostValues ? { path: [], problem: 'too many values', expected: `at most ${mostValues}, those of aliases counted` } : undefined;
    if (told !== undefined) throw InvalidConfigError.of([{ ...told, place, excerpt }]);
  }
}
