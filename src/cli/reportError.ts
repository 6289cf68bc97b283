import { errorLabel } from './colours.ts';
import { exitCodes } from './exitCodes.ts';

/** Prints an error on standard error and gives the exit code: bad input is told plainly, a bug with its stack trace. */
export async function reportError(error: unknown): Promise<number> {
  const { ChainruleError } = await import('../errors.ts');
  if (error instanceof ChainruleError) {
    process.stderr.write(`${errorLabel('error:')} ${error.message}\n`);
    return exitCodes.badInput;
  }
  process.stderr.write(`${errorLabel('bug:')} this is a mistake in chainrule or in a plugin, not in what you gave it\n${traceOf(error)}\n`);
  return exitCodes.bug;
}

/** The stack of an error and those of its causes. */
function traceOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const own = error.stack ?? error.message;
  return error.cause === undefined ? own : `${own}\ncaused by ${traceOf(error.cause)}`;
}
