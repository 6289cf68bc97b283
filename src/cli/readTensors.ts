import { isArrayInput } from '../data/arrayColumn.ts';
import type { ArrayInputs } from '../data/arrays.ts';
import { DataError } from '../errors.ts';
import { isObject } from './jsonFile.ts';

/** Nested arrays out of JSON: one tensor, or several by name. Throws a DataError for anything else. */
export function readTensors(value: unknown, where: string): ArrayInputs {
  if (isArrayInput(value)) return value;
  if (isObject(value) && Object.keys(value).length > 0) return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, requireArray(each, `${where}.${name}`)]));
  throw notTensors(value, where);
}

function requireArray(value: unknown, where: string) {
  if (isArrayInput(value)) return value;
  throw notTensors(value, where);
}

function notTensors(value: unknown, where: string): DataError {
  return new DataError('there are no arrays of numbers', {
    where, got: value === undefined ? 'nothing' : JSON.stringify(value).slice(0, 60), expected: 'nested arrays, the first axis that of the samples; several by name in an object',
  });
}
