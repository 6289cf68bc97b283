import { ContainerModule } from 'inversify';
import { kindWords } from '../components/kinds.ts';
import type { Kind } from '../components/kinds.ts';
import { nearestName, PluginError } from '../errors.ts';
import type { ErrorDetails } from '../errors.ts';
import { pluginApi } from './definePlugin.ts';
import type { Plugin, PluginDefinition } from './definePlugin.ts';
import { contributionKeys } from './pluginModule.ts';
import { describeValue, withArticle } from './problem.ts';
import { describeGiven, requireCommand } from './requireCommand.ts';
import { definerOf, missingFields, partOf, requireDefinition } from './requireDefinition.ts';

const kinds = new Map<string, Kind>(Object.entries(contributionKeys).map(([kind, key]) => [key, kind as Kind]));
const keys = [...kinds.keys(), 'commands'];

/** Where a plugin was loaded from: as it was named, the file, and what names it anywhere. */
export type LoadedFrom = Required<Pick<PluginDefinition, 'from' | 'file' | 'specifier'>>;

/** A plugin that was given or loaded; throws a PluginError that says what in it is none. */
export function requirePlugin(plugin: unknown, loaded?: LoadedFrom): Plugin {
  if (isModule(plugin)) return loaded === undefined ? plugin : { name: loaded.from, contributes: {}, ...loaded, module: plugin };
  const { from } = loaded ?? {};
  const where = from ?? 'plugins';
  if (!isObject(plugin)) throw noPlugin(where, { got: describeValue(plugin) });
  const { name, contributes, api = pluginApi } = plugin as Readonly<Record<string, unknown>>;
  if (typeof name !== 'string' || name === '') throw noPlugin(where, { got: name === undefined ? describeValue(plugin) : `name: ${describeValue(name)}` });
  const label = from === undefined ? name : `${name} (${from})`;
  requireApi(label, api);
  if (!isObject(contributes)) throw noPlugin(label, { got: `contributes: ${describeValue(contributes)}` });
  for (const [key, list] of Object.entries(contributes)) requireList(label, key, list);
  const own = plugin as PluginDefinition;
  return loaded === undefined ? own : { ...own, ...loaded };
}

/** A package with an inversify of its own gives modules of another class. */
function isModule(plugin: unknown): plugin is ContainerModule {
  return plugin instanceof ContainerModule || (isObject(plugin) && !('contributes' in plugin) && typeof partOf(plugin, 'load') === 'function');
}

function noPlugin(where: string, details: ErrorDetails): PluginError {
  return new PluginError('this is no plugin', { where, expected: 'export default definePlugin({ name, contributes }), or a ContainerModule', ...details });
}

function requireApi(where: string, api: unknown): void {
  if (api === pluginApi) return;
  const newer = typeof api === 'number' && api > pluginApi;
  throw new PluginError('the plugin was written for another chainrule', {
    where, got: `version ${describeValue(api)} of the plugin interface`, expected: `version ${pluginApi}`, next: newer ? 'update chainrule' : 'update the plugin',
  });
}

function requireList(plugin: string, key: string, list: unknown): void {
  const where = `${plugin}: contributes.${key}`;
  if (!keys.includes(key)) throw new PluginError('nothing is contributed under this key', { where, expected: `one of ${keys.join(', ')}`, nearest: nearestName(key, keys) });
  if (list === undefined) return;
  if (!Array.isArray(list)) throw new PluginError('not a list', { where, got: describeValue(list), expected: `[…] of what ${definerOf(kinds.get(key) ?? 'command')} gave` });
  for (const [index, each] of list.entries()) requireContribution(`${where}[${index}]`, kinds.get(key), each);
}

function requireContribution(where: string, kind: Kind | undefined, given: unknown): void {
  if (kind === undefined) return requireCommand(where, given);
  const definition = partOf(given, 'definition');
  const own = partOf(definition, 'kind');
  if (own === kind) return requireDefinition(where, kind, definition);
  const other = typeof own === 'string' && Object.hasOwn(contributionKeys, own) ? own as Kind : undefined;
  const what = `not ${withArticle(kindWords[kind])}`;
  if (other !== undefined) throw new PluginError(what, { where, got: `the ${kindWords[other]} ${describeValue(partOf(definition, 'name'))}`, next: `list it under ${contributionKeys[other]}` });
  throw new PluginError(what, { where, got: describeGiven(given), expected: `what ${definerOf(kind)}({ name, summary, options, create }) gave, not called`, next: adviceFor(kind, given) });
}

/** For a definition that its definer was not called with. */
function adviceFor(kind: Kind, given: unknown): string | undefined {
  const missing = missingFields(given);
  const looksLike = typeof partOf(given, 'options') === 'function' || typeof partOf(given, 'create') === 'function';
  if (!looksLike) return undefined;
  return `${missing.length === 0 ? '' : `give it ${missing.join(' and ')}, and `}write ${definerOf(kind)}({ … }) around it`;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
