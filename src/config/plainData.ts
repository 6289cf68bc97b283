import type { Registry } from '../plugins/registry.ts';
import { functionInCode } from '../training/functionInCode.ts';

/** More numbers than this are named instead of written: they are data that were given in code. */
const mostNumbers = 100_000;

/**
 * A config, or a part of one, as plain data that a file can hold. A layer's reference that is used in several places, one object in code, gets a `sharedAs`
 * in each of them; arrays of numbers that were given in code become a text that says so.
 */
export function plainData(value: unknown, registry: Registry): unknown {
  return new PlainWriter(registry, value).write(value);
}

class PlainWriter {
  readonly #registry: Registry;
  readonly #uses = new Map<object, number>();
  readonly #names = new Map<object, string>();
  readonly #taken = new Set<unknown>();

  constructor(registry: Registry, value: unknown) {
    this.#registry = registry;
    this.#count(value);
    for (const [reference, uses] of this.#uses) if (uses > 1 && !('sharedAs' in reference)) this.#names.set(reference, this.#freeName());
  }

  write(value: unknown): unknown {
    if (typeof value === 'function') return functionInCode;
    if (typeof value !== 'object' || value === null) return value;
    if (isLarge(value)) return `(${value.length} values, given in code)`;
    const sharedAs = this.#names.get(value);
    if (Array.isArray(value)) return this.#list(value, sharedAs);
    const entries = Object.entries(value).filter(([, each]) => each !== undefined).map(([key, each]) => [key, this.write(each)] as const);
    return Object.fromEntries(sharedAs === undefined ? entries : [...entries, ['sharedAs', sharedAs]]);
  }

  #list(list: readonly unknown[], sharedAs: string | undefined): unknown {
    const written = list.map(each => this.write(each));
    return sharedAs === undefined ? written : { use: 'sequential', layers: written, sharedAs };
  }

  #count(value: unknown): void {
    if (typeof value !== 'object' || value === null || isLarge(value)) return;
    const uses = this.#uses.get(value);
    if (this.#registry.hasMade('layer', value)) this.#uses.set(value, (uses ?? 0) + 1);
    if (uses !== undefined) return;
    if ('sharedAs' in value) this.#taken.add(value.sharedAs);
    for (const each of Object.values(value)) this.#count(each);
  }

  #freeName(): string {
    let number = 1;
    while (this.#taken.has(`shared${number}`)) number++;
    this.#taken.add(`shared${number}`);
    return `shared${number}`;
  }
}

function isLarge(value: object): value is ArrayLike<number> {
  return ArrayBuffer.isView(value) || (Array.isArray(value) && numbersIn(value, mostNumbers) > mostNumbers);
}

/** How many numbers nested lists hold; counting stops where there are more than `most`. */
function numbersIn(list: readonly unknown[], most: number): number {
  let count = 0;
  for (const each of list) {
    if (count > most) break;
    count += Array.isArray(each) ? numbersIn(each, most - count) : Number(typeof each === 'number');
  }
  return count;
}
