import type { JsonSchema } from './jsonSchema.ts';

/** The documentation of an option by its key; undefined where there is none. */
export type Describe = (key: string) => string | undefined;

/** A schema whose properties, however deep, carry their documentation. What a schema says of itself stays. */
export function described(schema: JsonSchema, describe: Describe): JsonSchema {
  const { properties, items, anyOf, additionalProperties } = schema;
  const each = (inner: JsonSchema) => described(inner, describe);
  return {
    ...schema,
    ...(properties && { properties: Object.fromEntries(Object.entries(properties).map(([key, inner]) => [key, withDescription(each(inner), describe(key))])) }),
    ...(items && { items: each(items) }),
    ...(anyOf && { anyOf: anyOf.map(each) }),
    ...(typeof additionalProperties === 'object' && { additionalProperties: each(additionalProperties) }),
  };
}

function withDescription(schema: JsonSchema, description: string | undefined): JsonSchema {
  return description === undefined || schema.description !== undefined ? schema : { description, ...schema };
}
