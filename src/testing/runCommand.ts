import type { Tokens } from '../components/definition.ts';
import type { CommandDefinition } from '../plugins/defineCommand.ts';
import type { Plugin } from '../plugins/definePlugin.ts';
import { containerServices } from '../plugins/containerServices.ts';
import { askedServices } from '../plugins/serviceSource.ts';
import { parseProblems, valuesOf } from '../plugins/zodProblems.ts';
import type * as z from 'zod/mini';
import { builtIn } from '../plugins/builtIn.ts';
import { createContainer } from '../plugins/container.ts';

/** What a command is run with: what would stand on the command line. */
export interface CommandTrial<Options extends z.core.$ZodType> {
  readonly words?: readonly string[];
  /** The options, defaults left out: `{ upTo: 3 }` for `--up-to 3`. */
  readonly options?: z.input<Options>;
  /** Plugins that bind services in the place of those of a run. */
  readonly plugins?: readonly Plugin[];
}

/** What a command gave. */
export interface CommandOutcome {
  /** The exit code. */
  readonly code: number;
  /** What it wrote, line by line. */
  readonly lines: readonly string[];
}

/**
 * Runs a plugin's command in a test, as the command line would: options checked, defaults filled in, services as asked for. Throws what the command throws, and an InvalidConfigError for wrong options.
 *
 * ```ts
 * import { equal } from 'node:assert/strict';
 * import { defineCommand, z } from 'chainrule';
 * import { runCommand } from 'chainrule/testing';
 *
 * const hello = defineCommand({
 *   name: 'hello', summary: 'greets', options: () => z.strictObject({ greeting: z.string().default('Hello') }),
 *   run: ({ words, options, write }) => write(`${options.greeting}, ${words.join(' ')}`),
 * });
 * const { lines } = await runCommand(hello, { words: ['Ada'] });
 * equal(lines[0], 'Hello, Ada');
 * ```
 */
export async function runCommand<Options extends z.core.$ZodType, const Asked extends Tokens>(command: CommandDefinition<Options, Asked>, { words = [], options, plugins = [] }: CommandTrial<Options> = {}): Promise<CommandOutcome> {
  const services = containerServices(createContainer([builtIn, ...plugins], 0));
  const lines: string[] = [];
  const [given] = valuesOf(parseProblems(command.options(), options ?? {}));
  const plain = command as CommandDefinition;
  const code = await plain.run({ words, options: given, write: line => void lines.push(line) }, ...askedServices(services, plain, `command ${command.name}`));
  return { code: code ?? 0, lines };
}
