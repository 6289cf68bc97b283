import { InvalidConfigError } from '../plugins/problem.ts';
import type { Problem } from '../plugins/problem.ts';
import type { KeyPath } from './places.ts';

/** References that stand for nothing, and the values that a config lacks for it. */
export interface Unresolved {
  readonly problems: readonly Problem[];
  readonly missing: readonly KeyPath[];
}

/** Throws an InvalidConfigError that lists all references which stand for nothing. */
export function requireResolved({ problems }: Unresolved): void {
  if (problems.length > 0) throw InvalidConfigError.of(problems);
}

/** Problems together with those of references; without those of values that such a reference leaves out, or of what holds one. */
export function withUnresolved(problems: readonly Problem[], { problems: own, missing }: Unresolved): readonly Problem[] {
  return [...own, ...problems.filter(({ path }) => !missing.some(each => isWithin(path, each) || (path.length > 0 && isWithin(each, path))))];
}

function isWithin(path: KeyPath, outer: KeyPath): boolean {
  return outer.every((key, index) => key === path[index]);
}

/** The paths of values that are not there, of an object's keys and a list's entries. */
export function missingIn(value: unknown, path: KeyPath = []): readonly KeyPath[] {
  if (value === undefined) return [path];
  if (typeof value !== 'object' || value === null) return [];
  const entries = Array.isArray(value) ? value.map((each: unknown, index) => [index, each] as const) : Object.entries(value);
  return entries.flatMap(([key, each]) => missingIn(each, [...path, key]));
}
