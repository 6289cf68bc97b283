import type { Definition } from '../components/definition.ts';
import { rememberOptions } from '../components/givenOptions.ts';
import { kindWords } from '../components/kinds.ts';
import type { ComponentTypes, Kind } from '../components/kinds.ts';
import { ConfigError, PluginError } from '../errors.ts';
import { describeValue, InvalidConfigError } from './problem.ts';

/** Calls a definition's factory; a ConfigError of its own becomes a problem of the reference. Throws a PluginError where it gives no object. */
export function createChecked<K extends Kind>(definition: Definition<K>, options: unknown): ComponentTypes[K] {
  const component = created(definition, options);
  if (typeof component === 'object' && component !== null) {
    if (definition.kind === 'schedule') rememberOptions(component, options);
    return component;
  }
  throw new PluginError(`the ${kindWords[definition.kind]} ${JSON.stringify(definition.name)} was not made`, {
    got: describeValue(component),
    expected: `an object from its create(options)`,
  });
}

function created<K extends Kind>(definition: Definition<K>, options: unknown): ComponentTypes[K] {
  try {
    return definition.create(options);
  } catch (error) {
    if (!(error instanceof ConfigError) || error instanceof InvalidConfigError) throw error;
    const { where, ...details } = error.details;
    throw InvalidConfigError.of([{ path: where === undefined ? [] : [where], problem: error.problem, ...details }]);
  }
}
