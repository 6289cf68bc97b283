import { errorLabel } from './colours.ts';
import { exitCodes } from './exitCodes.ts';

/** Prints an error on standard error and gives the exit code: bad input is told plainly, a bug with its stack trace. */
export async function reportError(error: unknown): Promise<number> {
  const { ChainruleError } = await import('../errors.ts');
  if (error instanceof ChainruleError) {
    process.stderr.write(`${errorLabel('error:')} ${error.message}\n`);
    return exitCodes.badInput;
  }
  const trace = error instanceof Error ? error.stack ?? error.message : String(error);
  process.stderr.write(`${errorLabel('bug:')} this is a mistake in chainrule or in a plugin, not in what you gave it\n${trace}\n`);
  return exitCodes.bug;
}
