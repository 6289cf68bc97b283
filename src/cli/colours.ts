import { createColors } from 'picocolors';

/** The label of an error, red on a terminal unless NO_COLOR is set. */
export function errorLabel(label: string): string {
  const { NO_COLOR = '', TERM } = process.env;
  const { bold, red } = createColors(process.stderr.isTTY === true && NO_COLOR === '' && TERM !== 'dumb');
  return bold(red(label));
}
