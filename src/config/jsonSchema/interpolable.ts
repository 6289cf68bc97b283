import type { JsonSchema } from './jsonSchema.ts';

/** A text with a reference in it, `${env:NAME}` or `${training.epochs}`: what it stands for is known when the config is read. */
const interpolation: JsonSchema = { type: 'string', pattern: String.raw`\$\{` };

/** A schema in which such a text may stand in the place of every value. What it says of other values stays as it is. */
export function interpolable(schema: JsonSchema): JsonSchema {
  const { properties, items, anyOf, definitions, additionalProperties } = schema;
  return {
    ...schema,
    ...(properties && { properties: mapped(properties, open) }),
    ...(items && { items: open(items) }),
    ...(anyOf && { anyOf: anyOf.map(interpolable) }),
    ...(typeof additionalProperties === 'object' && { additionalProperties: open(additionalProperties) }),
    ...(definitions && { definitions: mapped(definitions, interpolable) }),
  };
}

function open(schema: JsonSchema): JsonSchema {
  const inner = interpolable(schema);
  if (takesAnyText(schema)) return inner;
  const { description, default: preset, deprecated, deprecationMessage, ...rest } = inner;
  return { ...present({ description, default: preset, deprecated, deprecationMessage }), anyOf: [...alternatives(rest), interpolation] };
}

function present(schema: Readonly<Record<string, unknown>>): JsonSchema {
  return Object.fromEntries(Object.entries(schema).filter(([, value]) => value !== undefined));
}

function alternatives({ anyOf, ...rest }: JsonSchema): readonly JsonSchema[] {
  return anyOf !== undefined && Object.keys(rest).length === 0 ? anyOf : [{ ...rest, ...(anyOf && { anyOf }) }];
}

/** A schema that says nothing of texts needs no opening. */
function takesAnyText({ type, enum: choices, pattern, allOf, anyOf, const: only, if: condition }: JsonSchema): boolean {
  return (type === 'string' && choices === undefined && pattern === undefined && only === undefined) || [type, choices, pattern, allOf, anyOf, only, condition].every(part => part === undefined);
}

function mapped(schemas: Readonly<Record<string, JsonSchema>>, change: (schema: JsonSchema) => JsonSchema): Readonly<Record<string, JsonSchema>> {
  return Object.fromEntries(Object.entries(schemas).map(([key, schema]) => [key, change(schema)]));
}
