import { conditional } from './jsonSchema.ts';
import type { JsonSchema } from './jsonSchema.ts';

const files: JsonSchema = {
  description: 'A config, or several, that this one extends: what it does not say is as they say.',
  anyOf: [{ type: 'string' }, { type: 'array', items: { type: 'string' } }],
};

/** Options alone: they change those of the component that the extended config names. */
const options: JsonSchema = { type: 'object', not: { required: ['use'] } };
const named = conditional(options, { required: ['use'] });
const components = ['backend', 'model', 'optimizer', 'data'];

/** The schema of a config that may extend others: it then needs no key of its own, and of a component no name. */
export function extending({ properties = {}, required = [], ...schema }: JsonSchema): JsonSchema {
  const open = components.map(key => [key, partial(properties[key] ?? {})] as const);
  const strict = { required, properties: Object.fromEntries(components.map(key => [key, named])) };
  return { ...schema, properties: { extends: files, ...properties, ...Object.fromEntries(open) }, if: { required: ['extends'] }, else: strict };
}

function partial({ description, default: preset, ...schema }: JsonSchema): JsonSchema {
  return { ...(description !== undefined && { description }), ...(preset !== undefined && { default: preset }), anyOf: [schema, options] };
}
