import { Option } from 'commander';
import type { Command } from 'commander';
import type { Valued } from './expected.ts';

/** What an argument or a value is called in help tells what it is. */
const files: Readonly<Record<string, string>> = { config: ':config', configs: ':config', file: ':file', path: ':file', run: ':folder', folder: ':folder' };

/** Names that the framework knows: of options, and of the arguments of commands. */
const named: Readonly<Record<string, () => Promise<readonly string[]>>> = { '--backend': backendNames, '--backends': backendNames, 'explain name': componentNames, 'list kind': kindNames };

/** What a value can be: its choices; names that the framework knows; or files, which the shell completes. */
export async function valuesOf(command: Command, value: Valued): Promise<readonly string[]> {
  const choices = value.argChoices;
  if (choices !== undefined) return choices;
  const names = named[value instanceof Option ? value.long ?? '' : `${command.name()} ${value.name()}`];
  return names === undefined ? [files[wordFor(value)]].filter(own => own !== undefined) : names();
}

/** `file` of `--data <file>`, and of an argument `<file>`. */
function wordFor(value: Valued): string {
  return value instanceof Option ? /[<[]([\w-]+)/u.exec(value.flags)?.[1] ?? '' : value.name();
}

async function backendNames(): Promise<readonly string[]> {
  return ['auto', ...(await import('../../verification/testedBackends.ts')).backendNames];
}

async function kindNames(): Promise<readonly string[]> {
  return Object.keys((await import('../../plugins/builtIn.ts')).builtIn.contributes);
}

async function componentNames(): Promise<readonly string[]> {
  const { builtIn: { contributes: { commands: _, ...kinds } } } = await import('../../plugins/builtIn.ts');
  const names = Object.values(kinds).flatMap(builders => builders.map(({ definition }) => definition.name));
  return [...new Set(names)].sort();
}
