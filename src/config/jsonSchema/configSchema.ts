import { kindWords } from '../../components/kinds.ts';
import type { Kind } from '../../components/kinds.ts';
import type { Registry } from '../../plugins/registry.ts';
import { runSchema } from '../schema.ts';
import { placedComponents } from './componentSchemas.ts';
import { described } from './described.ts';
import { noDescriptions } from './descriptions.ts';
import type { Descriptions } from './descriptions.ts';
import { extending } from './extending.ts';
import { hoisted } from './hoisted.ts';
import { interpolable } from './interpolable.ts';
import { reference } from './jsonSchema.ts';
import type { JsonSchema } from './jsonSchema.ts';
import { definitionName, kindSchema } from './kindSchema.ts';
import { schemaOf } from './schemaOf.ts';

const dialect = 'http://json-schema.org/draft-07/schema#';

/**
 * The JSON Schema, of draft 7, of configs whose components a registry knows: those of plugins too. Editors complete and check by it.
 * It refuses no config that runs by itself; what depends on two options at once, on data or on shapes, only a run finds wrong.
 */
export function configSchema(registry: Registry, descriptions: Descriptions = noDescriptions): JsonSchema {
  const { properties, ...run } = schemaOf(runSchema(registry));
  const whole = described({ ...run, properties: { ...properties, ...componentKeys(descriptions, properties) } }, descriptions('run'));
  return { $schema: dialect, title: 'a run of chainrule', ...extending(interpolable({ ...whole, definitions: definitionsOf(registry, descriptions) })) };
}

function definitionsOf(registry: Registry, descriptions: Descriptions): Readonly<Record<string, JsonSchema>> {
  const kinds = Object.keys(kindWords) as Kind[];
  return Object.fromEntries(kinds.flatMap(kind => {
    const components = placedComponents(kind, registry, descriptions);
    const own = components.flatMap(component => hoisted(definitionName(kind, component), component.schema));
    return [[kind, kindSchema(kind, components)] as const, ...own];
  }));
}

/** The keys of a run that hold components: their schemas make components of a registry, and do not tell of which kinds. */
function componentKeys(descriptions: Descriptions, known: JsonSchema['properties'] = {}): Readonly<Record<string, JsonSchema>> {
  const loss = { anyOf: [reference('loss'), weighted(descriptions)] };
  const keys: Readonly<Record<string, JsonSchema>> = {
    backend: reference('backend'),
    model: reference('layer'),
    loss: { anyOf: [...loss.anyOf, { type: 'array', minItems: 1, items: { anyOf: [...loss.anyOf, { type: 'null' }] } }] },
    optimizer: reference('optimizer'),
    data: reference('dataSource'),
    metrics: { type: 'array', items: reference('metric') },
    observers: { type: 'array', items: reference('observer') },
    plugins: { type: 'array', items: { type: 'string' } },
  };
  return Object.fromEntries(Object.entries(keys).map(([key, schema]) => [key, { ...known[key], ...schema }]));
}

function weighted(descriptions: Descriptions): JsonSchema {
  const properties = { loss: reference('loss'), weight: { default: 1, type: 'number', minimum: 0 } };
  return described({ type: 'object', properties, required: ['loss'], additionalProperties: false }, descriptions('loss'));
}
