import type { Deprecations } from '../../components/definition.ts';
import type { JsonSchema } from './jsonSchema.ts';

/** A component's schema that takes its options under their old names too: editors say what each is called now. What was removed is unknown. */
export function withDeprecatedOptions(schema: JsonSchema, deprecated: Deprecations = {}): JsonSchema {
  const { properties = {}, required = [], ...rest } = schema;
  const renamed = Object.entries(deprecated).flatMap(([old, what]) => ('use' in what ? [{ old, ...what }] : []));
  if (renamed.length === 0) return schema;
  const aged = renamed.map(({ old, use, since }) => [old, { ...properties[use], ...marked(use, since) }] as const);
  const either = required.map(key => [key, ...renamed.filter(({ use }) => use === key).map(({ old }) => old)]);
  return {
    ...rest, properties: { ...properties, ...Object.fromEntries(aged) },
    required: either.flatMap(names => (names.length === 1 ? names : [])),
    allOf: either.filter(names => names.length > 1).map(names => ({ anyOf: names.map(name => ({ required: [name] })) })),
  };
}

function marked(use: string, since: string): JsonSchema {
  const told = `is called ${use} since ${since}; it works, and will be removed`;
  return { description: told, deprecated: true, deprecationMessage: told };
}
