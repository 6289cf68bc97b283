import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { checkConfig } from '../../config/resolved/checkConfig.ts';
import { compareConfigs } from '../../config/resolved/compareConfigs.ts';
import type { Difference, Side } from '../../config/resolved/compareConfigs.ts';
import { wholeConfig } from '../../config/resolved/wholeConfig.ts';
import { exitCodes } from '../exitCodes.ts';
import { pluginsOf } from '../plugins.ts';
import { writeJson, writeResult } from '../output.ts';

/** Prints where two configs differ, and gives the exit code: 0 where they are the same, 1 where they differ. */
export async function diffConfigs(left: string, right: string, flags: { readonly plugin: readonly string[]; readonly json?: boolean }): Promise<number> {
  const plugins = await pluginsOf(flags);
  const whole = async (path: string) => wholeConfig(await checkConfig(await fileOf(path), [], plugins));
  const differences = compareConfigs(await whole(left), await whole(right));
  if (flags.json === true) writeJson({ same: differences.length === 0, differences });
  else writeResult(differences.length === 0 ? 'the configs are the same' : differences.flatMap(lines).join('\n'));
  return differences.length === 0 ? exitCodes.done : exitCodes.different;
}

/** The config of a run's folder, or the file itself. What is not there is told where it is read. */
async function fileOf(path: string): Promise<string> {
  const isFolder = await stat(path).then(found => found.isDirectory(), () => false);
  return isFolder ? join(path, 'config.yaml') : path;
}

function lines({ path, left, right }: Difference): readonly string[] {
  return [path, `  - ${sideText(left)}`, `  + ${sideText(right)}`];
}

const widest = 100;

function sideText(side: Side | undefined): string {
  if (side === undefined) return '(nothing)';
  const text = JSON.stringify(side.value);
  return `${text.length > widest ? `${text.slice(0, widest - 1)}…` : text}  # ${side.from}`;
}
