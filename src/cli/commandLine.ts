import { CommanderError } from 'commander';
import type { Command } from 'commander';
import type { Finish } from './command.ts';
import { exitCodes } from './exitCodes.ts';
import { leadingPlugins } from './leadingPlugins.ts';
import { pluginsOf } from './plugins.ts';
import { createProgram } from './program.ts';
import { reportError } from './reportError.ts';

/** Runs the command line and gives its exit code. */
export async function runCommandLine(words: readonly string[]): Promise<number> {
  let code: number = exitCodes.done;
  const finish: Finish = given => { code = given; };
  try {
    const program = createProgram(finish);
    await program.parseAsync(await withPlugins(program, words, finish), { from: 'user' });
    return code;
  } catch (error) {
    return error instanceof CommanderError ? usageCode(error, words) : reportError(error);
  }
}

/** The words for a program that knows the commands of the plugins which are named before all else; the program's own commands take those plugins themselves. */
async function withPlugins(program: Command, words: readonly string[], finish: Finish): Promise<readonly string[]> {
  const { plugin, rest: [name, ...others] } = leadingPlugins(words);
  if (plugin.length === 0) return words;
  const isOwn = program.commands.some(command => command.name() === name);
  if (isOwn && name !== undefined) return [name, ...plugin.flatMap(each => ['--plugin', each]), ...others];
  const plugins = await pluginsOf({ plugin });
  const { addPluginCommands } = await import('./plugins/commands.ts');
  addPluginCommands(program, plugins, finish);
  return name === undefined ? [] : [name, ...others];
}

/** Commander has printed help, or found a word that is wrong. */
async function usageCode({ code, exitCode, message }: CommanderError, words: readonly string[]): Promise<number> {
  if (code === 'commander.help') return exitCodes.badInput;
  if (exitCode === 0) return exitCodes.done;
  const { usageError } = await import('./usageError.ts');
  const [name = '-'] = words;
  return reportError(usageError(message, code === 'commander.unknownCommand' || name.startsWith('-') ? undefined : name));
}
