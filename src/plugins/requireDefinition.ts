import { kindWords } from '../components/kinds.ts';
import type { Kind } from '../components/kinds.ts';
import { PluginError } from '../errors.ts';
import { describeValue, withArticle } from './problem.ts';

/** A field of a definition: what it is in words, and whether a value is that. */
interface Field {
  readonly words: string;
  readonly is: (value: unknown) => boolean;
}

const needed: Readonly<Record<string, Field>> = {
  name: { words: 'a text', is: value => typeof value === 'string' && value !== '' },
  summary: { words: 'a text of one line', is: value => typeof value === 'string' },
  options: { words: 'a function that gives a schema', is: value => typeof value === 'function' },
  create: { words: 'a function that makes the component', is: value => typeof value === 'function' },
};

const optional: Readonly<Record<string, Field>> = {
  shorthand: { words: 'the name of an option', is: value => typeof value === 'string' },
  inject: { words: 'a list of tokens', is: Array.isArray },
  deprecated: { words: 'an object with old names of options', is: value => typeof value === 'object' && value !== null },
};

/** Throws a PluginError, located at `where`, for a definition of a kind that lacks a field, or has one that is something else: `defineLayer` takes what plain JavaScript gives it. */
export function requireDefinition(where: string, kind: Kind, definition: unknown): void {
  const wrong = Object.entries(fieldsFor(kind, definition)).filter(([name, { is }]) => !is(partOf(definition, name)));
  if (wrong.length === 0) return;
  throw new PluginError(`not ${withArticle(kindWords[kind])}`, {
    where,
    got: describedFields(wrong.map(([name]) => name), definition),
    expected: wrong.map(([name, { words }]) => `${name}, ${words}`).join('; '),
    next: partOf(definition, 'definition') === undefined ? `correct the definition: ${definerOf(kind)}({ name, summary, options, create })` : 'bind its `.definition`',
  });
}

/** The fields that a definition must have and does not, for one that was not given to `defineLayer`, where its kind comes from. */
export function missingFields(definition: unknown): readonly string[] {
  return Object.keys(needed).filter(name => partOf(definition, name) === undefined);
}

/** `defineLayer`. */
export function definerOf(kind: Kind | 'command'): string {
  return `define${kind.charAt(0).toUpperCase()}${kind.slice(1)}`;
}

/** A property of what may be anything. */
export function partOf(value: unknown, key: string): unknown {
  return (typeof value === 'object' && value !== null) || typeof value === 'function' ? Reflect.get(value, key) as unknown : undefined;
}

function fieldsFor(kind: Kind, definition: unknown): Readonly<Record<string, Field>> {
  const given = Object.entries(optional).filter(([name]) => partOf(definition, name) !== undefined);
  return { kind: { words: JSON.stringify(kind), is: value => value === kind }, ...needed, ...Object.fromEntries(given) };
}

function describedFields(names: readonly string[], definition: unknown): string {
  if (typeof definition !== 'object' || definition === null) return describeValue(definition);
  return names.map(name => `${name}: ${describeValue(partOf(definition, name))}`).join(', ');
}
