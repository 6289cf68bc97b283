import type { JsonSchema } from './jsonSchema.ts';

/** A definition and those that it holds, which refer to themselves: as definitions of the whole, under names of their own. */
export function hoisted(name: string, { definitions = {}, ...schema }: JsonSchema): readonly (readonly [name: string, schema: JsonSchema])[] {
  const inner = Object.entries(definitions).map(([key, each]) => [`${name}.${key}`, renamed(each, name)] as const);
  return [[name, inner.length === 0 ? schema : renamed(schema, name)], ...inner];
}

const own = '#/definitions/__';

function renamed(schema: JsonSchema, name: string): JsonSchema {
  return JSON.parse(JSON.stringify(schema), (key: string, value: unknown) => (key === '$ref' && String(value).startsWith(own) ? `#/definitions/${name}.__${String(value).slice(own.length)}` : value)) as JsonSchema;
}
