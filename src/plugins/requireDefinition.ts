import { kindWords } from '../components/kinds.ts';
import type { Kind } from '../components/kinds.ts';
import { PluginError } from '../errors.ts';
import { aFunction, aList, aText, expectedMembers } from './memberType.ts';
import type { MemberType } from './memberType.ts';
import { describeValue, withArticle } from './problem.ts';

const needed: Readonly<Record<string, MemberType>> = {
  name: { ...aText, is: value => typeof value === 'string' && value !== '' },
  summary: { ...aText, words: 'a text of one line' },
  options: { ...aFunction, words: 'a function that gives a schema' },
  create: { ...aFunction, words: 'a function that makes the component' },
};

const optional: Readonly<Record<string, MemberType>> = {
  shorthand: { ...aText, words: 'the name of an option' },
  inject: { ...aList, words: 'a list of tokens' },
  deprecated: { words: 'an object with old names of options', is: value => typeof value === 'object' && value !== null },
};

/** Throws a PluginError, located at `where`, for a definition of a kind that lacks a field, or has one that is something else: `defineLayer` takes what plain JavaScript gives it. */
export function requireDefinition(where: string, kind: Kind, definition: unknown): void {
  const wrong = Object.entries(fieldsFor(kind, definition)).filter(([name, { is }]) => !is(partOf(definition, name)));
  if (wrong.length === 0) return;
  throw new PluginError(`not ${withArticle(kindWords[kind])}`, {
    where,
    got: describedFields(wrong.map(([name]) => name), definition),
    expected: expectedMembers(wrong),
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

function fieldsFor(kind: Kind, definition: unknown): Readonly<Record<string, MemberType>> {
  const given = Object.entries(optional).filter(([name]) => partOf(definition, name) !== undefined);
  return { kind: { words: JSON.stringify(kind), is: value => value === kind }, ...needed, ...Object.fromEntries(given) };
}

function describedFields(names: readonly string[], definition: unknown): string {
  if (typeof definition !== 'object' || definition === null) return describeValue(definition);
  return names.map(name => `${name}: ${describeValue(partOf(definition, name))}`).join(', ');
}
