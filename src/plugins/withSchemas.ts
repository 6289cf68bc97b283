import { kindWords } from '../components/kinds.ts';
import type { Kind } from '../components/kinds.ts';
import { isOwn, pluginOf } from './contribution.ts';
import type { Contribution } from './contribution.ts';
import { guardedCall } from './guarded.ts';
import type { Registry } from './registry.ts';
import { requireSchema } from './requireSchema.ts';

/** A registry in which every definition of a plugin has a schema of its options. Throws a PluginError for one that has none, though nothing may use it yet. */
export function withSchemas(registry: Registry): Registry {
  for (const kind of Object.keys(kindWords) as Kind[]) {
    for (const contribution of registry.contributions(kind).values()) if (!isOwn(contribution)) requireOptions(registry, contribution);
  }
  return registry;
}

function requireOptions({ schemas }: Registry, contributed: Contribution): void {
  const { definition } = contributed;
  const blamed = { plugin: pluginOf(contributed), contribution: `${kindWords[definition.kind]} ${definition.name}` };
  guardedCall(() => requireSchema(definition.options(schemas), blamed.contribution, `plugin ${blamed.plugin}`), 'options', blamed);
}
