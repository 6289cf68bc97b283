import type { Kind } from '../../components/kinds.ts';
import { contributionKeys } from '../../plugins/pluginModule.ts';
import type { Registry } from '../../plugins/registry.ts';
import { writeJson, writeResult } from '../output.ts';
import { pluginsOf } from '../plugins.ts';
import { kindOf, kinds } from './kindOf.ts';
import { contributorOf, registered } from './registered.ts';
import { terminalWidth, wrapped } from './wrapped.ts';

/** What a list tells of a component. */
interface Listed {
  readonly name: string;
  readonly summary: string;
  /** Who contributes it, where that is a plugin. */
  readonly plugin: string | undefined;
}

/** Prints the components of a kind, or of all. */
export async function list(word: string | undefined, flags: { readonly plugin: readonly string[]; readonly json?: boolean }): Promise<void> {
  const wanted = word === undefined ? kinds : [kindOf(word)];
  const { registry } = registered(await pluginsOf(flags));
  const groups = wanted.map(kind => [contributionKeys[kind], listedOf(kind, registry)] as const);
  if (flags.json === true) writeJson(Object.fromEntries(groups));
  else writeResult(groups.map(([key, listed]) => [key, ...listLines(listed, terminalWidth())].join('\n')).join('\n\n'));
}

function listedOf(kind: Kind, registry: Registry): readonly Listed[] {
  return [...registry.contributions(kind).values()].map(contribution => ({ name: contribution.definition.name, summary: contribution.definition.summary, plugin: contributorOf(contribution) }));
}

/** Names in a column, summaries beside them; plugins' own say whose they are. */
function listLines(listed: readonly Listed[], width: number | undefined): readonly string[] {
  const widest = Math.max(0, ...listed.map(({ name }) => name.length));
  return listed.flatMap(({ name, summary, plugin }) => wrapped(`  ${name.padEnd(widest)}  `, plugin === undefined ? summary : `${summary} [${plugin}]`, width));
}
