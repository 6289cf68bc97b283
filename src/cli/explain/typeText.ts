import { kindWords } from '../../components/kinds.ts';
import type { Kind } from '../../components/kinds.ts';
import { referred } from '../../config/jsonSchema/jsonSchema.ts';
import type { JsonSchema } from '../../config/jsonSchema/jsonSchema.ts';
import { withArticle } from '../../plugins/problem.ts';

/** What an option takes, in words: `a whole number, at least 1`, `a list of layers`, `one of mean, sum`. */
export function typeText(schema: JsonSchema): string {
  const { anyOf, enum: choices, items, properties } = schema;
  const kind = referred(schema);
  if (kind !== undefined) return isKind(kind) ? withArticle(kindWords[kind]) : 'the same again';
  if (anyOf !== undefined) return [...new Set(anyOf.map(typeText))].join(', or ');
  if (choices !== undefined) return choices.length === 1 ? String(choices[0]) : `one of ${choices.join(', ')}`;
  if ('const' in schema) return String(schema.const);
  if (items !== undefined) return listText(items);
  if (properties !== undefined) return `an object with ${Object.keys(properties).join(', ')}`;
  return plainText(schema);
}

function isKind(name: string): name is Kind {
  return name in kindWords;
}

function listText(items: JsonSchema): string {
  const kind = referred(items);
  return kind !== undefined && isKind(kind) ? `a list, each ${withArticle(kindWords[kind])}` : `a list, each ${typeText(items)}`;
}

const words: Readonly<Record<string, string>> = { integer: 'a whole number', number: 'a number', boolean: 'true or false', string: 'a text', object: 'an object', array: 'a list', null: 'null' };

function plainText(schema: JsonSchema): string {
  const { type } = schema;
  if (type === undefined) return schema.$ref === undefined ? 'anything; see its description' : 'the same again';
  const types = [type].flat().map(each => words[each] ?? each);
  return [types.join(' or '), ...bounds(schema)].join(', ');
}

function bounds({ minimum, exclusiveMinimum, maximum, exclusiveMaximum }: JsonSchema): readonly string[] {
  const parts = { 'at least': minimum, 'more than': exclusiveMinimum, 'at most': maximum, 'less than': exclusiveMaximum };
  return Object.entries(parts).flatMap(([word, bound]) => (bound === undefined ? [] : [`${word} ${bound}`]));
}
