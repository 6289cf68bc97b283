import { ConfigError, suggestNames } from '../errors.ts';
import type { ErrorDetails } from '../errors.ts';

type Told = { readonly problem: string } & ErrorDetails;

/** What the parser of the command line says of a word, told as every other mistake is. `name` is the command that the word was given to. */
export function usageError(message: string, name: string | undefined): ConfigError {
  const text = message.replace(/^error: /u, '');
  const { problem, ...details } = ofValue(text) ?? ofPair(text) ?? ofNumber(text) ?? ofName(text);
  return new ConfigError(problem, { next: `chainrule ${name === undefined ? '' : `${name} `}--help tells more`, ...details });
}

/** A value that is none of a few, missing, or refused by its option. */
function ofValue(text: string): Told | undefined {
  const [, missing] = /^option '(.+)' argument missing$/u.exec(text) ?? [];
  if (missing !== undefined) return { problem: 'a value is missing', where: missing };
  const { option, value, argument, why = '' } = /^(?:option '(?<option>.+?)' argument|command-argument value) '(?<value>[^]*)' is invalid(?: for argument '(?<argument>.+?)')?\. (?<why>.*)$/u.exec(text)?.groups ?? {};
  if (value === undefined) return undefined;
  const choices = /^Allowed choices are (.*)\.$/u.exec(why)?.[1]?.split(', ');
  const expected = choices === undefined ? why : `one of ${choices.join(', ')}`;
  return { problem: 'not one of the known values', where: option ?? `<${argument ?? ''}>`, got: JSON.stringify(value), expected, ...suggestNames(value, choices ?? []) };
}

/** Two options that exclude each other. */
function ofPair(text: string): Told | undefined {
  const [, option, other] = /^option '(.+)' cannot be used with option '(.+)'$/u.exec(text) ?? [];
  return option === undefined ? undefined : { problem: `not together with ${other ?? ''}`, where: option, expected: 'one of the two', next: `leave out ${option} or ${other ?? ''}` };
}

/** Words that no argument takes. */
function ofNumber(text: string): Told | undefined {
  const [, expected, got] = /^too many arguments.*\. Expected (.+) but got (\d+)\.$/u.exec(text) ?? [];
  return got === undefined ? undefined : { problem: 'too many arguments', got, expected };
}

/** An option or a command that is unknown, with names that are near, or one that is missing. */
function ofName(text: string): Told {
  const [problem = '', near] = text.split('\n');
  const [nearest, ...alsoNear] = /^\(Did you mean (?:one of )?(.*)\?\)$/u.exec(near ?? '')?.[1]?.split(', ') ?? [];
  return { problem, nearest, alsoNear };
}
