import type { Kind } from '../../components/kinds.ts';
import type { PlacedComponent } from './componentSchemas.ts';
import { conditional, reference } from './jsonSchema.ts';
import type { JsonSchema } from './jsonSchema.ts';

/** What stands in the place of a kind: a name, `{ use: name, …options }`, a list of layers, `tfjs:wasm` for a backend. Each component has a definition of its own. */
export function kindSchema(kind: Kind, components: readonly PlacedComponent[]): JsonSchema {
  const forms = [...bareNames(components), ...(kind === 'backend' ? components.flatMap(shortForms) : []), ...(kind === 'layer' ? [layerList] : []), withOptions(kind, components)];
  return { anyOf: forms };
}

/** Layers one after the other. */
const layerList: JsonSchema = { type: 'array', items: reference('layer') };

/** The name of a component's definition. */
export function definitionName(kind: Kind, { contribution }: PlacedComponent): string {
  return `${kind}.${contribution.definition.name}`;
}

/** A bare name does for a component that needs no option. */
function bareNames(components: readonly PlacedComponent[]): readonly JsonSchema[] {
  const ready = components.filter(({ schema: { required, allOf = [] } }) => required?.length === 1 && allOf.length === 0);
  return ready.length === 0 ? [] : [names(ready)];
}

function names(components: readonly PlacedComponent[]): JsonSchema {
  const definitions = components.map(({ contribution }) => contribution.definition);
  return { type: 'string', enum: definitions.map(({ name }) => name), enumDescriptions: definitions.map(({ summary }) => summary) };
}

/** `name:value` for the option that a bare argument stands for. */
function shortForms({ contribution: { definition: { name, shorthand = '' } }, schema }: PlacedComponent): readonly JsonSchema[] {
  const option = schema.properties?.[shorthand];
  if (option?.type !== 'string') return [];
  return option.enum === undefined ? [{ type: 'string', pattern: `^${name}:.` }] : [{ type: 'string', enum: option.enum.map(value => `${name}:${String(value)}`) }];
}

/** The name decides which definition the whole has to meet: so that an editor tells one mistake, not that of every component. */
function withOptions(kind: Kind, components: readonly PlacedComponent[]): JsonSchema {
  const choices = components.map(component => {
    const use = { const: component.contribution.definition.name };
    return conditional({ properties: { use }, required: ['use'] }, { $ref: `#/definitions/${definitionName(kind, component)}` });
  });
  return { type: 'object', properties: { use: names(components) }, required: ['use'], allOf: choices };
}
