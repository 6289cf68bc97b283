import { CommanderError } from 'commander';
import { exitCodes } from './exitCodes.ts';
import { createProgram } from './program.ts';
import { reportError } from './reportError.ts';

/** Runs the command line and gives its exit code. */
export async function runCommandLine(words: readonly string[]): Promise<number> {
  let code: number = exitCodes.done;
  try {
    await createProgram(given => { code = given; }).parseAsync(words, { from: 'user' });
    return code;
  } catch (error) {
    return error instanceof CommanderError ? codeOf(error) : reportError(error);
  }
}

/** Commander has printed its error, or the help that was asked for. */
function codeOf({ code, exitCode }: CommanderError): number {
  const asked = exitCode === 0 && code !== 'commander.help';
  return asked ? exitCodes.done : exitCodes.badInput;
}
