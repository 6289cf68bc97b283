import { readFile } from 'node:fs/promises';
import { DataError } from '../errors.ts';

/** The content of a JSON file. Throws a DataError where it cannot be read or is no JSON. */
export async function readJson(file: string): Promise<unknown> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw new DataError('the file cannot be read', { where: file, got: messageOf(error), next: 'check the path' }, { cause: error });
  });
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new DataError('the file is not JSON', { where: file, got: messageOf(error), expected: 'nested arrays of numbers, or an object of such' }, { cause: error });
  }
}

/** An object of JSON: not an array, not null. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
