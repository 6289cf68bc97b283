import * as core from 'zod/v4/core';
import { kindOf } from './describingSchemas.ts';
import { reference } from './jsonSchema.ts';
import type { JsonSchema } from './jsonSchema.ts';
import { plainSchema } from './plainSchema.ts';

/** What a zod schema accepts, as a JSON Schema: components by reference to the definition of their kind, and what has no JSON Schema, such as a function, as anything. */
export function schemaOf(schema: core.$ZodType): JsonSchema {
  return plainSchema(core.toJSONSchema(schema, { target: 'draft-7', io: 'input', unrepresentable: 'any', override }));
}

function override({ zodSchema, jsonSchema }: { readonly zodSchema: core.$ZodType; readonly jsonSchema: object }): void {
  const within = zodSchema instanceof core.$ZodPipe ? kindOf(zodSchema._zod.def.in) : undefined;
  const kind = kindOf(zodSchema) ?? within;
  if (kind === 'schedule') Object.assign(jsonSchema, { anyOf: [{ type: 'number', ...(within && rangeOf(zodSchema)) }, reference(kind)] });
  else if (kind !== undefined) Object.assign(jsonSchema, reference(kind));
}

/** The range of a schedule's values, found by trying: it is in a function, which tells nothing of itself. */
function rangeOf(schema: core.$ZodType): JsonSchema {
  const takes = (value: number) => core.safeParse(schema, value, { jitless: true }).success;
  return { ...(takes(0) && !takes(-1) && { minimum: 0 }), ...(takes(0.5) && !takes(1) && { exclusiveMaximum: 1 }) };
}
