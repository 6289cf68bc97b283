import type { Command } from 'commander';
import type { Container } from 'inversify';
import { PluginError } from '../../errors.ts';
import { pluginOf } from '../../plugins/contribution.ts';
import type { CommandCall, ContributedCommand } from '../../plugins/defineCommand.ts';
import { guardedCall } from '../../plugins/guarded.ts';
import type { Blamed } from '../../plugins/guarded.ts';
import { describeValue, InvalidConfigError } from '../../plugins/problem.ts';
import type { Problem } from '../../plugins/problem.ts';
import { requireSchema } from '../../plugins/requireSchema.ts';
import { containerServices } from '../../plugins/containerServices.ts';
import { askedServices } from '../../plugins/serviceSource.ts';
import { parseProblems, valuesOf } from '../../plugins/zodProblems.ts';
import type { Finish } from '../command.ts';
import { exitCodes } from '../exitCodes.ts';
import { writeResult } from '../output.ts';
import { commandFlags } from './commandFlags.ts';
import type { CommandFlag } from './commandFlags.ts';

/** Adds the command of a plugin, with the flags of its schema. Throws a PluginError where it has no schema of an object. */
export function addCommand(program: Command, contributed: ContributedCommand, container: Container, finish: Finish): void {
  const { definition } = contributed;
  const { name, summary, words } = definition;
  const blamed = { plugin: pluginOf(contributed), contribution: `command ${name}` };
  const schema = guardedCall(() => requireSchema(definition.options(), blamed.contribution, `plugin ${blamed.plugin}`), 'options', blamed);
  const flags = commandFlags(schema);
  if (flags === undefined) throw new PluginError(`the ${blamed.contribution} has options that are no object`, { where: `plugin ${blamed.plugin}`, next: 'write options: () => z.strictObject({ … })' });
  const command = program.command(name).description(String(summary));
  guardedCall(() => declare(command, words, flags), 'words', blamed);
  command.action(async () => {
    const options = optionsOf(command, flags, given => parseProblems(schema, given));
    const call = { words: command.args, options, write: writeResult };
    finish(codeOf(await guardedCall(() => run(contributed, call, container, blamed), 'run', blamed), blamed));
  });
}

function declare(command: Command, words: string | undefined, flags: readonly CommandFlag[]): void {
  if (words !== undefined) command.arguments(words);
  for (const { option } of flags) command.addOption(option);
}

function run({ definition }: ContributedCommand, call: CommandCall<unknown>, container: Container, { plugin, contribution }: Blamed): unknown {
  return definition.run(call, ...askedServices(containerServices(container), definition, `plugin ${plugin}, ${contribution}`));
}

/** What was typed, checked; problems name the flag. */
function optionsOf(command: Command, flags: readonly CommandFlag[], parse: (given: object) => ReturnType<typeof parseProblems>): unknown {
  const typed = flags.filter(({ option }) => command.getOptionValueSource(option.attributeName()) === 'cli');
  const parsed = parse(Object.fromEntries(typed.map(({ key, option, read }) => [key, read(command.getOptionValue(option.attributeName()))])));
  if ('problems' in parsed) throw InvalidConfigError.of(parsed.problems.map(problem => onFlag(problem, flags)));
  const [options] = valuesOf(parsed);
  return options;
}

function onFlag(problem: Problem, flags: readonly CommandFlag[]): Problem {
  const flag = flags.find(({ key }) => key === problem.path[0]);
  return flag === undefined ? problem : { ...problem, place: flag.flag, path: problem.path.slice(1) };
}

function codeOf(given: unknown, { plugin, contribution }: Blamed): number {
  const code = given ?? exitCodes.done;
  if (typeof code === 'number' && Number.isInteger(code) && code >= 0 && code <= 255) return code;
  throw new PluginError('not an exit code', { where: `plugin ${plugin}, ${contribution}`, got: describeValue(given), expected: 'a whole number from 0 to 255, or nothing' });
}
