import { printConfig } from '../../config/resolved/printConfig.ts';
import { checkConfig } from '../../config/resolved/checkConfig.ts';
import { placesByPath, wholeConfig } from '../../config/resolved/wholeConfig.ts';
import type { Override } from '../../config/override.ts';
import { pluginsOf } from '../plugins.ts';
import { writeJson, writeResult } from '../output.ts';

/** Prints a config as it would be run, with defaults and with where each value comes from. Nothing is trained, and no data are read. */
export async function showConfig(file: string, overrides: readonly Override[], flags: { readonly plugin: readonly string[]; readonly json?: boolean }): Promise<void> {
  const whole = wholeConfig(await checkConfig(file, overrides, await pluginsOf(flags)));
  if (flags.json === true) writeJson({ config: whole.config, from: placesByPath(whole) });
  else writeResult(printConfig(whole).trimEnd());
}
