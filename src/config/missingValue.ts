import { nearestName } from '../errors.ts';
import { brief, formatPath } from '../plugins/problem.ts';
import type { Wrong } from './interpolation.ts';
import type { KeyPath } from './places.ts';

/** What is wrong with a reference to a value that a config does not have: the value that was found on the way, and the key that it lacks. */
export function missingValue(text: string, path: KeyPath, holder: unknown, key: string | number): Wrong {
  const known = namesIn(holder);
  const near = typeof key === 'string' ? nearestName(key, known) : undefined;
  return {
    problem: 'there is no such value', got: brief(text), expected: expectation(path, holder, known),
    nearest: near === undefined ? undefined : formatPath([...path, near]),
    next: 'a reference finds what the config says; defaults come later: write the value where it belongs',
  };
}

function namesIn(holder: unknown): readonly string[] {
  return typeof holder === 'object' && holder !== null && !Array.isArray(holder) ? Object.keys(holder) : [];
}

const mostNamed = 20;

function expectation(path: KeyPath, holder: unknown, known: readonly string[]): string {
  const where = path.length === 0 ? 'the config' : formatPath(path);
  if (Array.isArray(holder)) return holder.length === 0 ? `${where} is an empty list` : `an index of ${where}, 0 to ${holder.length - 1}`;
  const shown = known.slice(0, mostNamed).map(brief).join(', ');
  return known.length === 0 ? `${where} holds no keys` : `one of ${shown}${known.length > mostNamed ? ', …' : ''}${path.length === 0 ? '' : ` in ${where}`}`;
}
