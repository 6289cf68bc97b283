import { isOwn } from '../plugins/contribution.ts';
import { createRegistry } from '../plugins/createRegistry.ts';
import { keysAt } from '../plugins/schemaKeys.ts';
import type { NamedComponent } from './componentProblems.ts';

/** Whether a plugin's component has options and gives no examples, so that nothing but its defaults is tried. */
export function triesDefaultsAlone({ kind, name, reference, example, plugins = [] }: NamedComponent): boolean {
  if (reference !== undefined || example !== undefined || plugins.length === 0) return false;
  const registry = createRegistry(plugins);
  const contribution = registry.contributions(kind).get(name);
  if (contribution === undefined || isOwn(contribution)) return false;
  const { examples = [], options } = contribution.definition;
  return examples.length === 0 && keysAt(options(registry.schemas), []).length > 0;
}
