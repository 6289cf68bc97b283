import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { readArguments } from '../benchmarks/arguments.ts';
import { createProgram } from '../src/cli/program.ts';
import { readConfig } from '../src/config/loadConfig.ts';
import { parseRun } from '../src/config/schema.ts';
import { builtIn } from '../src/plugins/builtIn.ts';
import { createContainer } from '../src/plugins/container.ts';
import { REGISTRY } from '../src/plugins/tokens.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const pages = ['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', 'benchmarks/README.md', ...readdirSync(join(root, 'docs')).map(name => `docs/${name}`)];
const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { readonly scripts: Readonly<Record<string, string>> };

describe.each(pages)('%s', page => {
  const text = readFileSync(join(root, page), 'utf8');

  it('links to files that exist', () => {
    const linked = [...text.matchAll(/\]\(([^)#:]+)\)/gu)].map(([, path]) => join(dirname(page), path ?? ''));
    expect(linked.filter(path => !existsSync(join(root, path)))).toEqual([]);
  });

  // What stands on the page of plugins are files of a user's package; a test of its own writes and runs them.
  it.skipIf(page === 'docs/plugins.md')('names files of the repository that exist', () => {
    const named = [...text.matchAll(/(?<![\w/.])(?:src|test|benchmarks|examples|scripts|docs)\/[\w./-]*\w/gu)].map(([path]) => path);
    expect(named.filter(path => !path.includes('NAME') && !existsSync(join(root, path)))).toEqual([]);
  });

  it('has commands that there are, with options that they take', () => {
    expect(commandsOf(text).map(wrongIn).filter(wrong => wrong !== undefined)).toEqual([]);
  });
});

describe.each(pages.filter(page => page.startsWith('docs/')))('%s', page => {
  const blocks = [...readFileSync(join(root, page), 'utf8').matchAll(/```yaml\n([\s\S]*?)```/gu)].map(([, block]) => block ?? '');
  const rest = 'model: [{ use: dense, units: 1 }]\nloss: meanSquaredError\noptimizer: { use: sgd, learningRate: 0.1 }\nshapes: { inputs: [[1]], targets: [[1]] }\n';

  it('has parts of configs that are valid', () => {
    for (const block of blocks) expect(() => parseRun(createContainer([builtIn]).get(REGISTRY), readConfig(`${rest}${block}`, page).config)).not.toThrow();
  });
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
  if (first === 'npm' && second === 'run') return scripts[third ?? ''] !== undefined && (third !== 'bench' || benchmarkTakes(words.slice(4))) ? undefined : command;
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

function benchmarkTakes(words: readonly string[]): boolean {
  if (words.includes('--help')) return true;
  readArguments(['node', 'main.ts', ...words]);
  return true;
}
