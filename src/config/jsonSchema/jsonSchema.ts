/** A JSON Schema of draft 7, as far as configs need it. */
export interface JsonSchema {
  readonly $schema?: string;
  readonly $ref?: string;
  readonly title?: string;
  readonly description?: string;
  readonly type?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  /** What each of `enum` is: editors show it beside the names. */
  readonly enumDescriptions?: readonly string[];
  readonly default?: unknown;
  readonly deprecated?: boolean;
  /** What editors say of a key that is there. */
  readonly deprecationMessage?: string;
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly exclusiveMinimum?: number;
  readonly maximum?: number;
  readonly exclusiveMaximum?: number;
  readonly multipleOf?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly items?: JsonSchema;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: JsonSchema | boolean;
  readonly anyOf?: readonly JsonSchema[];
  readonly allOf?: readonly JsonSchema[];
  readonly if?: JsonSchema;
  readonly then?: JsonSchema;
  readonly else?: JsonSchema;
  readonly not?: JsonSchema;
  readonly definitions?: Readonly<Record<string, JsonSchema>>;
}

const prefix = '#/definitions/';

/** A reference to a definition. It stands in `allOf`, since draft 7 ignores what stands beside `$ref`. */
export function reference(name: string): JsonSchema {
  return { allOf: [{ $ref: `${prefix}${name}` }] };
}

/** A schema that asks something of what meets a condition. */
export function conditional(condition: JsonSchema, consequence: JsonSchema): JsonSchema {
  // oxlint-disable-next-line unicorn/no-thenable -- a keyword of JSON Schema
  return { if: condition, then: consequence };
}

/** The definition that a schema refers to; undefined where it refers to none. */
export function referred({ allOf: [only] = [] }: JsonSchema): string | undefined {
  return only?.$ref?.slice(prefix.length);
}
