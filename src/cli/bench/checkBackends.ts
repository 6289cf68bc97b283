import { checkConfig } from '../../config/resolved/checkConfig.ts';
import { pluginsOf } from '../plugins.ts';
import type { FileSource } from './job.ts';

/** Throws a located error for a backend of the command line that neither the framework nor a plugin has. None is loaded. */
export async function checkBackends({ file, overrides, plugin }: FileSource, names: readonly string[]): Promise<void> {
  const plugins = await pluginsOf({ plugin });
  for (const name of names) await checkConfig(file, [...overrides, { path: ['backend'], value: name, place: `--backend ${name}` }], plugins);
}
