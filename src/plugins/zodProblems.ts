import { safeParse } from 'zod/v4/core';
import type * as z from 'zod/mini';
import { expectationOf } from '../components/expectation.ts';
import { nearestName } from '../errors.ts';
import { keysAt } from './schemaKeys.ts';
import { describeValue, InvalidConfigError } from './problem.ts';
import type { Problem } from './problem.ts';

type Issue = z.core.$ZodIssue;
type Path = readonly (string | number)[];

/** The key under which a component's schema hands its problems through zod. */
const carried = 'problem';

/** A value, or the problems that kept it from being one. */
export type Parsed<T> = { readonly value: T } | { readonly problems: readonly Problem[] };

/** Parses with the problems, instead of zod's issues, where it fails. `reserved` are keys known beside the schema's own. Most schemas parse once, so compiling them would not pay. */
export function parseProblems<S extends z.core.$ZodType>(schema: S, input: unknown, reserved: readonly string[] = []): Parsed<z.output<S>> {
  const result = safeParse(schema, input, { reportInput: true, jitless: true });
  return result.success ? { value: result.data } : { problems: problemsOf(result.error, schema, reserved) };
}

type Values<P extends readonly Parsed<unknown>[]> = { readonly [I in keyof P]: P[I] extends Parsed<infer T> ? T : never };

/** The values of all; throws the problems of all. */
export function valuesOf<const P extends readonly Parsed<unknown>[]>(...parsed: P): Values<P> {
  const problems = parsed.flatMap(each => ('problems' in each ? each.problems : []));
  if (problems.length > 0) throw InvalidConfigError.of(problems);
  return parsed.map(each => ('value' in each ? each.value : undefined)) as Values<P>;
}

/** zod's issues as problems. */
export function problemsOf(error: z.core.$ZodError, schema: z.core.$ZodType, reserved: readonly string[] = []): readonly Problem[] {
  return error.issues.flatMap(issue => problemsOfIssue(issue, schema, reserved, []));
}

/** A problem as an issue that zod passes on and `problemsOf` takes up again. */
export function issueOf(problem: Problem): { code: 'custom'; message: string; path: PropertyKey[]; params: Record<string, unknown>; input: undefined } {
  return { code: 'custom', message: problem.problem, path: [...problem.path], params: { [carried]: problem }, input: undefined };
}

function problemsOfIssue(issue: Issue, schema: z.core.$ZodType, reserved: readonly string[], prefix: Path): readonly Problem[] {
  const path = [...prefix, ...plainPath(issue.path)];
  if (issue.code === 'unrecognized_keys') {
    const known = [...keysAt(schema, path), ...(path.length === 0 ? reserved : [])];
    return issue.keys.map(key => unknownKey(key, known, path));
  }
  if (issue.code === 'invalid_union') return unionProblems(issue, schema, reserved, path);
  return [{ ...problemOf(issue), path }];
}

function unknownKey(key: string, known: readonly string[], path: Path): Problem {
  const expected = known.length === 0 ? 'no options' : `one of ${[...known].sort().join(', ')}`;
  return { path: [...path, key], ofKey: true, problem: `unknown key ${JSON.stringify(key)}`, expected, nearest: nearestName(key, known) };
}

/** The one alternative that was meant, where the value's type tells it; else what all of them expected. */
function unionProblems(issue: z.core.$ZodIssueInvalidUnion, schema: z.core.$ZodType, reserved: readonly string[], path: Path): readonly Problem[] {
  const otherType = ({ code, path: own }: Issue) => own.length === 0 && (code === 'invalid_type' || (code === 'invalid_value' && typeof issue.input === 'object'));
  const meant = issue.errors.filter(branch => !branch.some(otherType));
  const [only] = meant;
  if (only !== undefined && meant.length === 1) return only.flatMap(each => problemsOfIssue(each, schema, reserved, path));
  const expected = new Set(issue.errors.flatMap(branch => branch.map(each => problemOf(each).expected ?? each.message)));
  return [{ path, problem: 'wrong value', got: describeValue(issue.input), expected: [...expected].join(', or ') }];
}

function problemOf(issue: Issue): Omit<Problem, 'path'> {
  const got = describeValue(issue.input);
  const expected = expectationOf(issue);
  switch (issue.code) {
    case 'invalid_type': return issue.input === undefined ? { problem: 'a value is missing', expected } : { problem: 'wrong type', got, expected };
    case 'too_small':
    case 'too_big':
    case 'not_multiple_of': return { problem: 'out of range', got, expected };
    case 'invalid_value': return wrongChoice(issue, got, expected);
    case 'custom': return (issue.params?.[carried] as Problem | undefined) ?? { problem: issue.message, got };
    default: return { problem: issue.message, got };
  }
}

function wrongChoice(issue: z.core.$ZodIssueInvalidValue, got: string, expected: string | undefined): Omit<Problem, 'path'> {
  const nearest = typeof issue.input === 'string' ? nearestName(issue.input, issue.values.map(String)) : undefined;
  const problem = issue.input === undefined ? 'a value is missing' : 'not one of the known values';
  return { problem, got, expected, nearest };
}

function plainPath(path: readonly PropertyKey[]): Path {
  return path.map(key => (typeof key === 'symbol' ? String(key) : key));
}
