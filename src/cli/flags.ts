import { ChainruleError, ConfigError } from '../errors.ts';

/** The number that a flag was given. Throws a ConfigError for a text that is none. */
export function numberOf(flag: string, text: string): number {
  const value = Number(text);
  if (text.trim() !== '' && !Number.isNaN(value)) return value;
  throw new ConfigError('the flag has a wrong value', { where: `--${flag}`, got: JSON.stringify(text), expected: 'a number' });
}

/** Does some work; an error about an option of the call by this name is told of the flag that gave it: `--folds` in place of `crossValidate.folds`. */
export async function namingFlags<T>(call: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const { problem, details } = error instanceof ChainruleError ? error : {};
    if (problem === undefined || details?.where?.startsWith(`${call}.`) !== true) throw error;
    throw new ConfigError(problem, { ...details, where: `--${details.where.slice(call.length + 1)}` }, { cause: error });
  }
}
