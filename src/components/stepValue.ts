import { ChainruleError, ConfigError } from '../errors.ts';
import type { StepScalar } from '../tensor/recordingContext.ts';
import { shown } from './shown.ts';

/**
 * The value of a number that changes from step to step; `what` it is and `where` it stands are for errors. Throws a ConfigError with the step where it throws, the error
 * as the cause, and where it gives no number.
 */
export function stepValue(scalar: StepScalar, step: number, what: string, where: string | undefined): number {
  const value = given(scalar, step, what, where);
  if (typeof value === 'number') return value;
  throw new ConfigError(`${what} gives no number in step ${step + 1}`, { where, got: shown(value), expected: 'a number', next: 'return a number for every step, counted from 0' });
}

function given(scalar: StepScalar, step: number, what: string, where: string | undefined): unknown {
  try {
    return scalar.at(step);
  } catch (error) {
    if (error instanceof ChainruleError) throw error;
    throw new ConfigError(`${what} throws in step ${step + 1}`, { where, got: String(error), next: 'correct its function; the `cause` of this error has its stack' }, { cause: error });
  }
}
