import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { readArguments } from '../../benchmarks/arguments.ts';
import { lectureNames } from '../../examples/lectures/index.ts';
import { allPages } from '../../scripts/docs/pages.ts';
import { root } from '../../scripts/docs/repository.ts';
import { createProgram } from '../../src/cli/program.ts';

const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { readonly scripts: Readonly<Record<string, string>> };
const written = allPages().filter(({ group }) => group !== 'Components');

describe.each(written)('$source', ({ text, ownFiles = false }) => {
  it.skipIf(ownFiles)('names files of the repository that exist', () => {
    const named = [...text.matchAll(/(?<![\w/.-])(?:src|test|benchmarks|examples|scripts|docs)\/[\w./-]*\w/gu)].map(([path]) => path);
    expect(named.filter(path => !path.includes('NAME') && !existsSync(join(root, path)))).toEqual([]);
  });

  it('has commands that there are, with options that they take', () => {
    expect(commandsOf(text).map(wrongIn).filter(wrong => wrong !== undefined)).toEqual([]);
  });
});

it.each(['npx chainrule trian a.yaml', 'chainrule train a.yaml --epoch 3', 'npm run lecture', 'npm run lectures -- preceptron', 'npx tsx scripts/none.ts'])('refuses `%s`', command => {
  expect(commandsOf(`\`${command}\``).map(wrongIn)).toEqual([command]);
});

/** What stands on lines of shell blocks and in code between the words, without comments and pipes. */
function commandsOf(text: string): readonly string[] {
  const blocks = [...text.matchAll(/```sh\n([\s\S]*?)```/gu)].flatMap(([, block]) => (block ?? '').split('\n'));
  const inline = [...text.replaceAll(/```[\s\S]*?```/gu, '').matchAll(/`([^`\n]+)`/gu)].map(([, code]) => code ?? '');
  return [...blocks, ...inline].flatMap(line => line.split(/\s#\s|&&|\|/u)).map(command => command.trim().replace(/^(?:[A-Z_]+=\S+ )+/u, ''));
}

/** The command, where something is wrong with it. */
function wrongIn(command: string): string | undefined {
  const words = command.match(/'[^']*'|\S+/gu) ?? [];
  const [first, second, third] = words;
  const own = first === 'npx' && second === 'chainrule' ? words.slice(2) : first === 'chainrule' ? words.slice(1) : undefined;
  if (own !== undefined) return takenBy(createProgram(() => undefined), own) ? undefined : command;
  if (first === 'npm' && second === 'run') return scriptTakes(third ?? '', words.slice(4)) ? undefined : command;
  if (first === 'npx' && second === 'tsx') return existsSync(join(root, third ?? '')) ? undefined : command;
  return undefined;
}

/** Whether the program has the command, and that the options. */
function takenBy(program: Command, [name, ...words]: readonly string[]): boolean {
  if (name === undefined || name === 'COMMAND') return true;
  const command = program.commands.find(each => each.name() === name);
  if (command?.commands.some(inner => inner.name() === words[0]) === true) return takenBy(command, words);
  const known = new Set(['--help', ...command?.options.map(({ long }) => long) ?? []]);
  return command !== undefined && words.filter(word => word.startsWith('--')).every(option => known.has(option));
}

/** Whether package.json has the script, and that the words after `--`. */
function scriptTakes(name: string, words: readonly string[]): boolean {
  if (name === 'bench' && !words.includes('--help')) readArguments(['node', 'main.ts', ...words]);
  if (name === 'lectures') return words.filter(word => !word.startsWith('--') && word !== 'NAME').every(word => lectureNames.some(lecture => lecture === word));
  return scripts[name] !== undefined;
}
