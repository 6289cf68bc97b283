import type { Command } from 'commander';
import { expectedAt } from './expected.ts';
import type { Expected } from './expected.ts';
import { valuesOf } from './values.ts';

/**
 * What can stand at the end of the words, the last of which has been begun: one candidate a line, a tab and its description behind it; or `:config`, `:file`, `:folder`, which the shell
 * completes itself.
 */
export async function candidatesFor(program: Command, words: readonly string[]): Promise<readonly string[]> {
  const begun = words.at(-1) ?? '';
  const expected = expectedAt(program, words.slice(0, -1), begun);
  const all = await linesOf(expected);
  return all.filter(line => line.startsWith(':') || line.startsWith(begun));
}

async function linesOf(expected: Expected): Promise<readonly string[]> {
  switch (expected.what) {
    case 'flags': return expected.command.createHelp().visibleOptions(expected.command).map(({ long, short, description }) => line(long ?? short ?? '', description));
    case 'value': return (await valuesOf(expected.command, expected.value)).map(value => (value.startsWith(':') ? value : `${expected.before}${value}`));
    case 'word': return [...(expected.first ? subcommandsOf(expected.command) : []), ...(expected.value === undefined ? [] : await valuesOf(expected.command, expected.value))];
  }
}

function subcommandsOf(command: Command): readonly string[] {
  return command.createHelp().visibleCommands(command).map(own => line(own.name(), own.description()));
}

function line(word: string, description: string): string {
  return `${word}\t${description.split('\n')[0] ?? ''}`;
}
