import { CommanderError } from 'commander';
import { exitCodes } from './exitCodes.ts';
import { createProgram } from './program.ts';
import { reportError } from './reportError.ts';

/** Runs the command line and gives its exit code. */
export async function runCommandLine(words: readonly string[]): Promise<number> {
  ignoreClosedReaders();
  let code: number = exitCodes.done;
  try {
    await createProgram(given => { code = given; }).parseAsync(words, { from: 'user' });
    return code;
  } catch (error) {
    return error instanceof CommanderError ? codeOf(error) : reportError(error);
  }
}

/** A reader that goes away, `head` for example, ends no run: what is written after it is lost, nothing else. */
function ignoreClosedReaders(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
    });
  }
}

/** Commander has printed its error, or the help that was asked for. */
function codeOf({ code, exitCode }: CommanderError): number {
  const asked = exitCode === 0 && code !== 'commander.help';
  return asked ? exitCodes.done : exitCodes.badInput;
}
