import { brief, formatPath, InvalidConfigError } from '../plugins/problem.ts';
import type { Problem } from '../plugins/problem.ts';
import { environmentText, environmentValue } from './environment.ts';
import { partsOf } from './interpolation.ts';
import type { Interpolation, Part, Wrong } from './interpolation.ts';
import { entryOf, stepsIn } from './keyPath.ts';
import { missingValue } from './missingValue.ts';
import type { KeyPath, Places } from './places.ts';
import { mostValues } from './plainReader.ts';
import { missingIn } from './unresolved.ts';
import type { Unresolved } from './unresolved.ts';

type Keys = Readonly<Record<string, unknown>>;
type Found = { readonly value: unknown } | Wrong;

/** How many references may lead on to one another, and how many characters all of them may write. */
const [deepest, mostCharacters] = [50, 10_000_000];

/**
 * A config with its references replaced by what they stand for: `${env:NAME}`, `${env:NAME:-default}`, `${training.epochs}`. A text that is one reference alone becomes
 * the value itself, of its own type; within a text the value is written out. References in what they refer to are replaced too.
 * Those that lead nowhere, or to themselves, are told in `unresolved`. Throws an InvalidConfigError where they write too much.
 */
export function interpolate(config: Keys, places: Places): { readonly config: Keys; readonly unresolved: Unresolved } {
  const work = new Interpolator(config);
  const whole = Object.fromEntries(Object.entries(config).map(([key, value]) => [key, work.value(value, [key])]));
  const problems = places.locateAll([...work.problems.values()]);
  return { config: whole, unresolved: { problems, missing: problems.length === 0 ? [] : missingIn(whole) } };
}

class Interpolator {
  /** By the path of the text that a reference stands in: others may lead there too. */
  readonly problems = new Map<string, Problem>();
  readonly #config: Keys;
  /** The values that are being worked out, from the outermost on. */
  readonly #open = new Set<string>();
  readonly #circles = new Set<string>();
  #followed = 0;
  #values = 0;
  #characters = 0;

  constructor(config: Keys) {
    this.#config = config;
  }

  value(value: unknown, path: KeyPath): unknown {
    this.#values++;
    if (this.#values > mostValues) throw InvalidConfigError.of([{ path, problem: 'too many values', expected: `at most ${mostValues}, those of references counted` }]);
    if (typeof value === 'string') return value.includes('${') ? this.#within(path, () => this.#text(value, path)) : value;
    if (Array.isArray(value)) return this.#within(path, () => value.map((each: unknown, index) => this.value(each, [...path, index])));
    if (typeof value !== 'object' || value === null) return value;
    return this.#within(path, () => Object.fromEntries(Object.entries(value).map(([key, each]) => [key, this.value(each, [...path, key])])));
  }

  #within<T>(path: KeyPath, work: () => T): T {
    const name = formatPath(path);
    this.#open.add(name);
    try {
      return work();
    } finally {
      this.#open.delete(name);
    }
  }

  #text(text: string, path: KeyPath): unknown {
    const read = partsOf(text);
    if ('problem' in read) return this.#note(path, read);
    const [only] = read.parts;
    if (read.parts.length === 1 && typeof only === 'object') return this.#take('variable' in only ? environmentValue(only) : this.#referred(only, path), path);
    const texts = read.parts.map(part => this.#written(part, path));
    return texts.includes(undefined) ? undefined : texts.join('');
  }

  /** Undefined where a reference stands for nothing that can be written. */
  #written(part: Part, path: KeyPath): string | undefined {
    const value = typeof part === 'string' ? part : this.#take('variable' in part ? environmentText(part) : this.#referred(part, path), path);
    if (typeof value === 'object' && value !== null && typeof part === 'object') {
      return this.#note(path, { problem: `${brief(part.text)} is ${Array.isArray(value) ? 'a list' : 'an object'}, which cannot be written into a text`, expected: 'a text, a number, true or false', next: 'let the reference stand alone' });
    }
    if (value === undefined) return undefined;
    const text = String(value);
    this.#characters += text.length;
    if (this.#characters > mostCharacters) throw InvalidConfigError.of([{ path, problem: 'references write too long texts', expected: `at most ${mostCharacters} characters in all` }]);
    return text;
  }

  #referred({ text, steps }: Extract<Interpolation, { readonly steps: unknown }>, from: KeyPath): Found {
    let value: unknown = this.#config;
    let [path, done]: [KeyPath, boolean] = [[], false];
    for (const { key } of stepsIn(this.#config, steps)) {
      if (!done && typeof value === 'string' && value.includes('${')) [value, done] = [this.#follow(value, path, from), true];
      const inner = entryOf(value, key);
      if (inner === undefined) return missingValue(text, path, value, key);
      [value, path] = [inner, [...path, key]];
    }
    return { value: done ? value : this.#follow(value, path, from) };
  }

  /** What is still being worked out cannot be referred to: that would be a circle. */
  #follow(value: unknown, path: KeyPath, from: KeyPath): unknown {
    const name = formatPath(path);
    if (this.#open.has(name)) {
      return this.#noteCircle(name, from);
    }
    if (this.#followed >= deepest) return this.#note(from, { problem: 'too many references lead on to one another', expected: `at most ${deepest}` });
    this.#followed++;
    try {
      return this.value(value, path);
    } finally {
      this.#followed--;
    }
  }

  /** One circle is told once, wherever it is entered. */
  #noteCircle(name: string, from: KeyPath): undefined {
    const open = [...this.#open];
    const members = open.slice(open.indexOf(name));
    const circle = members.toSorted().join(' ');
    if (this.#circles.has(circle)) return;
    this.#circles.add(circle);
    this.#note(from, { problem: 'references go in a circle', got: [...members, name].join(' → '), expected: 'references that end at a value' });
  }

  #take(found: Found, path: KeyPath): unknown {
    return 'problem' in found ? this.#note(path, found) : found.value;
  }

  #note(path: KeyPath, wrong: Wrong): undefined {
    const name = formatPath(path);
    if (!this.problems.has(name)) this.problems.set(name, { path, ...wrong });
  }
}
