import type { Definition } from '../components/definition.ts';
import { rememberOptions } from '../components/givenOptions.ts';
import { kindWords } from '../components/kinds.ts';
import type { ComponentTypes, Kind } from '../components/kinds.ts';
import { ConfigError, PluginError } from '../errors.ts';
import type { Blamed } from './guarded.ts';
import { describeValue, InvalidConfigError } from './problem.ts';
import { askedServices } from './serviceSource.ts';
import type { ServiceSource } from './serviceSource.ts';

/** What a definition's factory is called with beside its options. */
export interface Making {
  readonly services: ServiceSource;
  /** The plugin that contributes the definition; undefined for the framework's own and for one that was given in code. */
  readonly plugin: string | undefined;
}

/**
 * Calls a definition's factory; a ConfigError of its own becomes a problem of the reference. Throws a PluginError where it gives no object, and for an error in a plugin's
 * factory. What it makes is checked, and that of a plugin guarded: its later errors are told as its own.
 */
export function createChecked<K extends Kind>(definition: Definition<K>, options: unknown, making: Making): ComponentTypes[K] {
  const component = created(definition, options, making);
  if (typeof component !== 'object' || component === null) throw notMade(definition, component, making);
  const safe = making.services.take(component, definition.kind, placeOf(definition, making), blamedFor(definition, making));
  if (definition.kind === 'schedule') rememberOptions(safe, options);
  return safe;
}

/** Who is to blame for an error of a definition's; undefined where that would be a bug, or is the caller's own code. */
export function blamedFor({ kind, name }: Definition<Kind>, { plugin }: Making): Blamed | undefined {
  return plugin === undefined ? undefined : { plugin, contribution: `${kindWords[kind]} ${name}` };
}

function created<K extends Kind>(definition: Definition<K>, options: unknown, making: Making): ComponentTypes[K] {
  const { services } = making;
  const blamed = blamedFor(definition, making);
  const asked = askedServices(services, definition, placeOf(definition, making));
  const create = () => definition.create(options, ...asked);
  try {
    return blamed === undefined ? create() : services.call(create, 'create', blamed);
  } catch (error) {
    if (!(error instanceof ConfigError) || error instanceof InvalidConfigError) throw error;
    const { where, ...details } = error.details;
    throw InvalidConfigError.of([{ path: where === undefined ? [] : [where], problem: error.problem, ...details }]);
  }
}

function notMade(definition: Definition<Kind>, component: unknown, making: Making): PluginError {
  return new PluginError(`the ${kindWords[definition.kind]} ${JSON.stringify(definition.name)} was not made`, {
    where: making.plugin === undefined ? undefined : placeOf(definition, making), got: describeValue(component), expected: 'an object from its create(options)',
  });
}

function placeOf({ kind, name }: Definition<Kind>, { plugin }: Making): string {
  return `${plugin === undefined ? '' : `plugin ${plugin}, `}${kindWords[kind]} ${name}`;
}
