import type { Command } from 'commander';
import { PluginError } from '../../errors.ts';
import { pluginOf } from '../../plugins/contribution.ts';
import { createContainer, twice } from '../../plugins/container.ts';
import type { ContributedCommand } from '../../plugins/defineCommand.ts';
import type { Plugin } from '../../plugins/definePlugin.ts';
import { requireContributedCommand } from '../../plugins/requireContributed.ts';
import { COMMANDS } from '../../plugins/tokens.ts';
import type { Finish } from '../command.ts';
import { createProgram } from '../program.ts';
import { addCommand } from './addCommand.ts';

/** The seed of what a command draws: it has no config that says one. */
const seed = 0;

/** Adds the commands that plugins contribute, of which none is called as one of the framework's own: `requireFreeNames` sees to that. Throws a PluginError where two have one name. */
export function addPluginCommands(program: Command, plugins: readonly Plugin[], finish: Finish): void {
  const container = createContainer(plugins, seed);
  const commands = container.getAll(COMMANDS).map(requireContributedCommand);
  requireDistinct(commands);
  for (const command of commands) addCommand(program, command, container, finish);
}

/** Throws a PluginError for a plugin with a command that is called as one of the framework's own, which would never run. */
export function requireFreeNames(plugins: readonly Plugin[]): void {
  const own = new Set(['help', ...createProgram(() => {}).commands.map(command => command.name())]);
  for (const command of createContainer(plugins).getAll(COMMANDS).map(requireContributedCommand)) {
    const { definition: { name } } = command;
    if (!own.has(name)) continue;
    throw new PluginError(`chainrule has a command ${JSON.stringify(name)} of its own`, { where: `plugin ${pluginOf(command)}, command ${name}`, next: 'give the plugin\'s command another name' });
  }
}

function requireDistinct(commands: readonly ContributedCommand[]): void {
  const byName = new Map<string, ContributedCommand>();
  for (const command of commands) {
    const { definition: { name } } = command;
    const earlier = byName.get(name);
    if (earlier !== undefined) throw twice('command', name, pluginOf(earlier), pluginOf(command));
    byName.set(name, command);
  }
}
