import { ContainerModule } from 'inversify';
import { kindWords } from '../components/kinds.ts';
import type { Kind } from '../components/kinds.ts';
import { nearestName, PluginError } from '../errors.ts';
import type { ErrorDetails } from '../errors.ts';
import { pluginApi } from './definePlugin.ts';
import type { Plugin, PluginDefinition } from './definePlugin.ts';
import { contributionKeys } from './pluginModule.ts';
import { describeValue, withArticle } from './problem.ts';

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
  if (!Array.isArray(list)) throw new PluginError('not a list', { where, got: describeValue(list), expected: `[…] of what define${capital(kinds.get(key) ?? 'command')} gave` });
  for (const [index, each] of list.entries()) requireContribution(`${where}[${index}]`, kinds.get(key), each);
}

function requireContribution(where: string, kind: Kind | undefined, given: unknown): void {
  if (kind === undefined) return requireCommand(where, given);
  const definition = partOf(given, 'definition');
  const [own, name] = [partOf(definition, 'kind'), partOf(definition, 'name')];
  if (own === kind && typeof name === 'string' && name !== '') return;
  const other = typeof own === 'string' && Object.hasOwn(contributionKeys, own) && own !== kind ? own as Kind : undefined;
  if (other !== undefined) {
    throw new PluginError(`not ${withArticle(kindWords[kind])}`, { where, got: `the ${kindWords[other]} ${describeValue(name)}`, next: `list it under ${contributionKeys[other]}` });
  }
  throw new PluginError(`not ${withArticle(kindWords[kind])}`, {
    where, got: describeGiven(given), expected: `what define${capital(kind)}({ name, summary, options, create }) gave, not called`,
  });
}

function requireCommand(where: string, given: unknown): void {
  const name = partOf(given, 'name');
  if (typeof name !== 'string' || typeof partOf(given, 'run') !== 'function' || typeof partOf(given, 'options') !== 'function') {
    throw new PluginError('not a command', { where, got: describeGiven(given), expected: 'what defineCommand({ name, summary, options, run }) gave' });
  }
  if (!/^[a-z][a-z\d]*(?:-[a-z\d]+)*$/u.test(name)) throw new PluginError('not a name for a command', { where, got: describeValue(name), expected: 'small letters, digits and hyphens: draw-weights' });
}

function describeGiven(given: unknown): string {
  const use = partOf(given, 'use');
  return typeof use === 'string' ? `a reference to ${describeValue(use)}, which calling its builder gave` : describeValue(given);
}

function partOf(value: unknown, key: string): unknown {
  return (typeof value === 'object' && value !== null) || typeof value === 'function' ? Reflect.get(value, key) as unknown : undefined;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
