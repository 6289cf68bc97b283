import { PluginError } from '../errors.ts';
import { describeValue } from './problem.ts';
import { partOf } from './requireDefinition.ts';

/** Throws a PluginError, located at `where`, for what is no command, and for one whose name nobody can type. */
export function requireCommand(where: string, given: unknown): void {
  const name = partOf(given, 'name');
  if (typeof name !== 'string' || typeof partOf(given, 'run') !== 'function' || typeof partOf(given, 'options') !== 'function') {
    throw new PluginError('not a command', { where, got: describeGiven(given), expected: 'what defineCommand({ name, summary, options, run }) gave' });
  }
  if (!/^[a-z][a-z\d]*(?:-[a-z\d]+)*$/u.test(name)) throw new PluginError('not a name for a command', { where, got: describeValue(name), expected: 'small letters, digits and hyphens: draw-weights' });
}

/** What was listed in place of a definition, a call of a builder by its name. */
export function describeGiven(given: unknown): string {
  const use = partOf(given, 'use');
  return typeof use === 'string' ? `a reference to ${describeValue(use)}, which calling its builder gave` : describeValue(given);
}
