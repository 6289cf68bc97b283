import type { Kind } from '../components/kinds.ts';
import { ConfigError } from '../errors.ts';
import type { ErrorDetails } from '../errors.ts';

/** One thing that is wrong with a config, at a key path. */
export interface Problem extends Omit<ErrorDetails, 'where'> {
  readonly path: readonly (string | number)[];
  readonly problem: string;
  /** Where the value was written, `mnist.yaml:7:12` for example; in code the path alone tells. */
  readonly place?: string | undefined;
  /** The component that nobody contributes, where one is named. */
  readonly unknown?: { readonly kind: Kind; readonly name: string } | undefined;
  /** True where the key itself is wrong, not its value. */
  readonly ofKey?: boolean | undefined;
  /** The error of a given function. */
  readonly cause?: unknown;
}

/** A message lists no more problems than this: one syntax error can give hundreds. */
export const mostListed = 20;

/** All that is wrong with a config, told in one error. */
export class InvalidConfigError extends ConfigError {
  readonly problems: readonly Problem[];

  constructor(problem: string, details: ErrorDetails = {}, options: ErrorOptions & { readonly problems?: readonly Problem[] } = {}) {
    super(problem, details, options);
    this.problems = options.problems ?? [];
  }

  /** One problem is the error itself; several are listed, each as it would stand alone. */
  static of(problems: readonly Problem[]): InvalidConfigError {
    const [first] = problems;
    if (first !== undefined && problems.length === 1) return new InvalidConfigError(first.problem, detailsOf(first), { problems, cause: first.cause });
    const list = problems.slice(0, mostListed).map(each => new ConfigError(each.problem, detailsOf(each)).message);
    const more = problems.length > mostListed ? [`and ${problems.length - mostListed} more`] : [];
    return new InvalidConfigError([`${problems.length} problems`, ...list, ...more].join('\n'), {}, { problems });
  }
}

function detailsOf({ path, place, excerpt, got, expected, nearest, alsoNear, next }: Problem): ErrorDetails {
  const where = [place, formatPath(path.map(key => (typeof key === 'string' ? brief(key) : key)))].filter(part => part !== undefined && part !== '').join(': ');
  return { where: where === '' ? undefined : where, excerpt, got, expected, nearest, alsoNear, next };
}

/** `model.layers[1].units`. */
export function formatPath(path: readonly (string | number)[]): string {
  return path.reduce<string>((text, key) => {
    if (typeof key === 'number') return `${text}[${key}]`;
    return text === '' ? key : `${text}.${key}`;
  }, '');
}

/** The same problem at a path that is put before its own. */
export function under(prefix: readonly (string | number)[], problem: Problem): Problem {
  return { ...problem, path: [...prefix, ...problem.path] };
}

/** `an optimizer`, `a layer`. */
export function withArticle(word: string): string {
  return `${/^[aeiou]/u.test(word) ? 'an' : 'a'} ${word}`;
}

/** A value as messages show it: short, strings in quotes. */
export function describeValue(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (typeof value === 'string') return JSON.stringify(brief(value));
  if (Array.isArray(value)) return describeList(value);
  if (typeof value === 'object' && value !== null) return describeObject(value);
  return typeof value === 'function' ? 'a function' : String(value);
}

/** A text as messages show it: its beginning, where it is long. */
export function brief(text: string): string {
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

/** Few plain values are written out, others counted. */
function describeList(list: readonly unknown[]): string {
  const plain = list.length > 0 && list.length <= 8 && list.every(each => typeof each === 'number' || typeof each === 'string');
  return plain ? `[${list.map(describeValue).join(', ')}]` : `a list of ${list.length}`;
}

function describeObject(value: object): string {
  const keys = Object.keys(value);
  if (keys.length === 0) return 'an object without keys';
  return `an object with ${keys.slice(0, 4).join(', ')}${keys.length > 4 ? ', …' : ''}`;
}
