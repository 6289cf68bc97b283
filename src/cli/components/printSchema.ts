import { writeFile } from 'node:fs/promises';
import { configSchema } from '../../config/jsonSchema/configSchema.ts';
import type { JsonSchema } from '../../config/jsonSchema/jsonSchema.ts';
import { loadConfig } from '../../config/loadConfig.ts';
import { loadPlugins } from '../../config/loadPlugins.ts';
import type { Plugin } from '../../plugins/definePlugin.ts';
import { commentDescriptions } from '../documentation/documentation.ts';
import { writeResult } from '../output.ts';
import { pluginsOf } from '../plugins.ts';
import { writing } from '../reportFiles.ts';
import { registered } from './registered.ts';

/** Prints the JSON Schema of configs with the components of some plugins, or writes it to a file. */
export async function printSchema(config: string | undefined, flags: { readonly plugin: readonly string[]; readonly output?: string }): Promise<void> {
  const named = await pluginsOf(flags);
  const text = schemaText([...named, ...config === undefined ? [] : await pluginsOfConfig(config, named)]);
  const { output } = flags;
  if (output === undefined) writeResult(text.trimEnd());
  else await writing('--output', output, () => writeFile(output, text));
}

/** The schema as the package ships it: each definition in a line of its own, so that a change is a change of few lines. */
export function schemaText(plugins: readonly Plugin[]): string {
  const { registry, files } = registered(plugins);
  const { definitions = {}, properties = {}, ...schema } = configSchema(registry, commentDescriptions(files));
  const head = Object.entries(schema).map(([key, value]) => `${JSON.stringify(key)}: ${JSON.stringify(value)}`);
  return `{\n${[...head, `"properties": ${lines(properties)}`, `"definitions": ${lines(definitions)}`].join(',\n')}\n}\n`;
}

function lines(schemas: Readonly<Record<string, JsonSchema>>): string {
  return `{\n${Object.entries(schemas).map(([key, schema]) => `  ${JSON.stringify(key)}: ${JSON.stringify(schema)}`).join(',\n')}\n}`;
}

/** The plugins that a config lists, but those that the command line names too. */
async function pluginsOfConfig(file: string, named: readonly Plugin[]): Promise<readonly Plugin[]> {
  const { config: { plugins }, folder } = await loadConfig(file);
  const listed = Array.isArray(plugins) ? plugins.filter(plugin => typeof plugin === 'string') : [];
  const all = await loadPlugins([...named, ...listed], folder, index => `${file}: plugins[${index - named.length}]`);
  return all.slice(named.length);
}
