import * as z from 'zod/mini';
import { expectationOf } from '../components/expectation.ts';
import { shown } from '../components/shown.ts';
import { ConfigError, nearestName } from '../errors.ts';

/** A function, which only code can give. */
export function functionSchema<F>(): z.ZodMiniType<F, F> {
  return z.custom<F>(value => typeof value === 'function', 'a function');
}

/** What interrupts a call. */
export function signalSchema(): z.ZodMiniType<AbortSignal, AbortSignal> {
  return z.custom<AbortSignal>(value => value instanceof AbortSignal, 'an AbortSignal');
}

/** The options of a call in code, checked; the message of a custom check says what was expected. `call` is the function's name, for errors. Throws a ConfigError for an unknown option or one out of range. */
export function checkedOptions<Schema extends z.ZodMiniObject>(schema: Schema, given: unknown, call: string): z.output<Schema> {
  const parsed = schema.safeParse(given, { reportInput: true });
  if (parsed.success) return parsed.data;
  throw optionError(parsed.error.issues[0], call, Object.keys(schema.shape));
}

function optionError(issue: z.core.$ZodIssue | undefined, call: string, known: readonly string[]): ConfigError {
  const where = [call, ...(issue?.path ?? [])].join('.');
  if (issue?.code !== 'unrecognized_keys') return new ConfigError('an option has a wrong value', { where, got: shown(issue?.input), expected: issue && (expectationOf(issue) ?? issue.message) });
  const [key = ''] = issue.keys;
  return new ConfigError(`unknown option ${JSON.stringify(key)}`, { where, expected: known.join(', '), nearest: nearestName(key, known) });
}
