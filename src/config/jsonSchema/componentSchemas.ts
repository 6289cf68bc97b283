import { kindWords } from '../../components/kinds.ts';
import type { Kind } from '../../components/kinds.ts';
import type { Contribution } from '../../plugins/contribution.ts';
import { layerOptions } from '../../plugins/layerOptions.ts';
import { metricOptions } from '../../plugins/metricOptions.ts';
import type { Registry } from '../../plugins/registry.ts';
import { standIns } from '../../plugins/unknownComponent.ts';
import { dataOptions } from '../dataSchema.ts';
import { described } from './described.ts';
import { withDeprecatedOptions } from './deprecatedOptions.ts';
import { describingSchemas } from './describingSchemas.ts';
import type { Descriptions } from './descriptions.ts';
import type { JsonSchema } from './jsonSchema.ts';
import { schemaOf } from './schemaOf.ts';

/** A component that may stand in the place of a kind: by its name, with its options and those that the kind has for all. */
export interface PlacedComponent {
  readonly contribution: Contribution;
  readonly schema: JsonSchema;
}

/** The components that may stand in the place of a kind: its own, and of the kind that may stand in for it those of other names. */
export function placedComponents(kind: Kind, registry: Registry, descriptions: Descriptions): readonly PlacedComponent[] {
  const own: readonly Contribution[] = [...registry.contributions(kind).values()];
  const other = standIns[kind];
  const others: readonly Contribution[] = other === undefined ? [] : [...registry.contributions(other).values()];
  const names = new Set(own.map(({ definition }) => definition.name));
  const common = commonOptions(kind, descriptions);
  return [...own, ...others.filter(({ definition }) => !names.has(definition.name))].map(contribution => ({ contribution, schema: withUse(contribution, optionsOf(contribution, descriptions), common) }));
}

/** The options of a component alone. */
export function optionsOf(contribution: Contribution, descriptions: Descriptions): JsonSchema {
  return described(schemaOf(contribution.definition.options(describingSchemas)), descriptions(contribution));
}

/** The options that all components of a kind have beside their own. */
export function commonOptions(kind: Kind, descriptions: Descriptions): JsonSchema {
  switch (kind) {
    case 'layer': return described(schemaOf(layerOptions(describingSchemas)), descriptions(kind));
    case 'metric': return described(schemaOf(metricOptions), descriptions(kind));
    case 'dataSource': return described(schemaOf(dataOptions), descriptions(kind));
    default: return {};
  }
}

function withUse({ definition: { kind, name, summary, deprecated } }: Contribution, options: JsonSchema, common: JsonSchema): JsonSchema {
  const own = withDeprecatedOptions(options, deprecated);
  const use = { description: `${kindWords[kind]} ${name}: ${summary}`, const: name };
  return { title: name, description: summary, ...own, type: 'object', properties: { use, ...own.properties, ...common.properties }, required: ['use', ...own.required ?? []] };
}
