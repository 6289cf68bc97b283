import type * as z from 'zod/mini';
import type { ServicesOf, Tokens } from '../components/definition.ts';

/** What a command is called with. */
export interface CommandCall<Options> {
  /** The words after its name that belong to no option. */
  readonly words: readonly string[];
  readonly options: Options;
  /** Writes a line on standard output, where results belong. */
  readonly write: (line: string) => void;
}

/** A command of the command line that a plugin brings: `chainrule --plugin ./hello.ts hello`. */
export interface CommandDefinition<Options extends z.core.$ZodType = z.core.$ZodType, Asked extends Tokens = Tokens> {
  readonly name: string;
  /** One line of documentation. */
  readonly summary: string;
  /** What the words after its name are, as help shows it: `<config> [part]`. None if left out. */
  readonly words?: string;
  /** The schema of its options, an object: `{ upTo: z.int() }` is `--up-to 3`. Their descriptions are those of `--help`. */
  options(): Options;
  /** Services that `run` is given after its call. */
  readonly inject?: Asked;
  /** Gives the exit code, 0 if nothing. */
  run(call: CommandCall<z.output<Options>>, ...services: ServicesOf<Asked>): number | undefined | Promise<number | undefined> | void | Promise<void>;
}

/** What is bound at the contribution point of commands: a command, and the plugin that it comes from. */
export interface ContributedCommand {
  readonly plugin: string;
  readonly from?: string | undefined;
  readonly definition: CommandDefinition;
}

/** Declares a command, to be listed under `commands` in what a plugin contributes. */
export function defineCommand<Options extends z.core.$ZodType, const Asked extends Tokens = readonly []>(command: CommandDefinition<Options, Asked>): CommandDefinition<Options, Asked> {
  return command;
}
