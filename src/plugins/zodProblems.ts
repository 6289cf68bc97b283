import { safeParse } from 'zod/v4/core';
import type * as z from 'zod/mini';
import { expectationOf } from '../components/expectation.ts';
import { carried } from '../components/problemIssue.ts';
import { suggestNames } from '../errors.ts';
import type { ErrorDetails } from '../errors.ts';
import { keysAt } from './schemaKeys.ts';
import { describeValue, formatPath, InvalidConfigError } from './problem.ts';
import type { Problem } from './problem.ts';

type Issue = z.core.$ZodIssue;
type UnionIssue = z.core.$ZodIssueInvalidUnion;
type Path = readonly (string | number)[];

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
  return { path: [...path, key], ofKey: true, problem: `unknown key ${describeValue(key)}`, expected, ...suggestNames(key, known) };
}

/** The one alternative that was meant, where the value's type tells it; else what all of them expected. */
function unionProblems(issue: UnionIssue, schema: z.core.$ZodType, reserved: readonly string[], path: Path): readonly Problem[] {
  const meant = issue.errors.filter(branch => !branch.some(isOfOtherType));
  const [only] = meant;
  if (issue.input !== undefined && only !== undefined && meant.length === 1) return only.flatMap(each => problemsOfIssue(each, schema, reserved, path));
  const { problem, got } = unexpected(issue);
  return [{ path, problem, got, expected: expectedByAny(issue), ...nearTo(issue.input, choicesOf(issue)) }];
}

/** Whether an issue says that the value as a whole has a type of which its alternative takes none. */
function isOfOtherType(issue: Issue): boolean {
  if (issue.path.length > 0) return false;
  if (issue.code === 'invalid_union') return issue.errors.every(branch => branch.some(isOfOtherType));
  return issue.code === 'invalid_type' || (issue.code === 'invalid_value' && !issue.values.some(value => typeof value === typeof issue.input));
}

/** What the alternatives expected: all the values to choose from in one, then each thing once. */
function expectedByAny(issue: UnionIssue): string | undefined {
  const choices = choicesOf(issue);
  const others = alternatives(issue).flatMap(each => (each.code === 'invalid_value' ? [] : expectedBelow(each)));
  const expected = new Set([...(choices.length === 0 ? [] : [`one of ${choices.join(', ')}`]), ...others]);
  return expected.size === 0 ? undefined : [...expected].join(', or ');
}

function expectedBelow(issue: Issue): readonly string[] {
  const { problem, expected = ownWords(issue) && problem } = problemOf(issue);
  const words = issue.code === 'unrecognized_keys' ? `no key ${issue.keys.join(', ')}` : expected;
  if (words === undefined) return [];
  return [issue.path.length === 0 ? words : `${formatPath(plainPath(issue.path))}: ${words}`];
}

/** The issues of all alternatives, those of unions within unions too. */
function alternatives({ errors }: UnionIssue): readonly Issue[] {
  return errors.flat().flatMap(issue => (issue.code === 'invalid_union' && issue.path.length === 0 ? alternatives(issue) : [issue]));
}

function choicesOf(issue: UnionIssue): readonly string[] {
  return alternatives(issue).flatMap(each => (each.code === 'invalid_value' && each.path.length === 0 ? each.values.map(String) : []));
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
    case 'custom': return (issue.params?.[carried] as Problem | undefined) ?? unexpected(issue);
    default: return unexpected(issue);
  }
}

/** A value that is missing or wrong, in the words of the schema's author where there are such. */
function unexpected(issue: Issue): Pick<Problem, 'problem' | 'got'> {
  if (ownWords(issue) === undefined && issue.input === undefined) return { problem: 'a value is missing' };
  return { problem: ownWords(issue) ?? 'wrong value', got: describeValue(issue.input) };
}

/** What the author of a schema says; undefined for the words of the schema library, which tell a user nothing. */
function ownWords({ message }: Issue): string | undefined {
  return message.startsWith('Invalid') ? undefined : message;
}

function wrongChoice(issue: z.core.$ZodIssueInvalidValue, got: string, expected: string | undefined): Omit<Problem, 'path'> {
  const problem = issue.input === undefined ? 'a value is missing' : 'not one of the known values';
  return { problem, got, expected, ...nearTo(issue.input, issue.values.map(String)) };
}

function nearTo(input: unknown, choices: readonly string[]): Pick<ErrorDetails, 'nearest' | 'alsoNear'> {
  return typeof input === 'string' ? suggestNames(input, choices) : {};
}

function plainPath(path: readonly PropertyKey[]): Path {
  return path.map(key => (typeof key === 'symbol' ? String(key) : key));
}
