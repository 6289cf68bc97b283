import type { JsonSchema } from './jsonSchema.ts';

/** A JSON Schema as zod makes it, without what nobody wants to read: the dialect, marks of what a program may change, names of formats beside their patterns, and the bounds of all whole numbers that a float holds. */
export function plainSchema(schema: object): JsonSchema {
  return plain(schema) as JsonSchema;
}

function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([key, inner]) => !isNoise(key, inner)).map(([key, inner]) => [key, plain(inner)] as const);
  return countedFromOne(Object.fromEntries(entries));
}

function isNoise(key: string, value: unknown): boolean {
  if (key === '$schema' || key === 'format') return typeof value === 'string';
  if (key === 'readOnly') return value === true;
  return (key === 'minimum' || key === 'maximum') && Math.abs(Number(value)) === Number.MAX_SAFE_INTEGER;
}

/** A whole number above 0 is one from 1 up. */
function countedFromOne({ exclusiveMinimum, ...schema }: Record<string, unknown>): object {
  if (schema['type'] === 'integer' && typeof exclusiveMinimum === 'number') return { ...schema, minimum: exclusiveMinimum + 1 };
  return exclusiveMinimum === undefined ? schema : { ...schema, exclusiveMinimum };
}
