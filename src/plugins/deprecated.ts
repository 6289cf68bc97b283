import type { Deprecation, Deprecations } from '../components/definition.ts';
import type { Problem } from './problem.ts';
import type { Parsed } from './zodProblems.ts';

type Options = Readonly<Record<string, unknown>>;

/** Options as a definition takes them today. */
export interface Current {
  readonly options: Options;
  /** Options that were given under a name that they no longer have. */
  readonly renamed: readonly string[];
  readonly problems: readonly Problem[];
}

/** Options with the values of renamed ones under their new names. What was removed, and what is given under both names, is a problem. */
export function currentOptions(options: Options, deprecations: Deprecations): Current {
  const old = Object.entries(deprecations).filter(([key]) => Object.hasOwn(options, key));
  const problems = old.flatMap(([key, what]) => problemOf(key, what, options) ?? []);
  const names = new Map(old.flatMap(([key, what]) => ('use' in what ? [[key, what.use]] : [])));
  const kept = Object.entries(options).filter(([key]) => names.has(key) || !Object.hasOwn(deprecations, key));
  return { problems, renamed: [...names.keys()], options: Object.fromEntries(kept.map(([key, value]) => [names.get(key) ?? key, value])) };
}

function problemOf(key: string, what: Deprecation, options: Options): Problem | undefined {
  const told = { path: [key], ofKey: true };
  if ('removed' in what) return { ...told, problem: `the option "${key}" was removed in ${what.removed}`, next: what.next };
  return Object.hasOwn(options, what.use) ? { ...told, problem: `the option "${key}" is now called "${what.use}", which is given too`, next: 'keep one of the two' } : undefined;
}

/** Parses options as they are called today. `tell` is given the old names that were used. Problems are told under the names that were written. */
export function parseAged(deprecations: Deprecations, given: Options, parse: (options: Options) => Parsed<unknown>, tell: (renamed: readonly string[]) => void): Parsed<unknown> {
  const { options, renamed, problems } = currentOptions(given, deprecations);
  if (renamed.length > 0) tell(renamed);
  const parsed = parse(options);
  if (!('problems' in parsed)) return problems.length === 0 ? parsed : { problems };
  return { problems: [...problems, ...parsed.problems.map(problem => underOldName(problem, renamed, deprecations))] };
}

function underOldName(problem: Problem, renamed: readonly string[], deprecations: Deprecations): Problem {
  const [key, ...rest] = problem.path;
  const old = renamed.find(name => nameOf(deprecations[name]) === key);
  return old === undefined ? problem : { ...problem, path: [old, ...rest] };
}

function nameOf(what: Deprecation | undefined): string | undefined {
  return what !== undefined && 'use' in what ? what.use : undefined;
}
