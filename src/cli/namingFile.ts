import { DataError, located } from '../errors.ts';

/** Does some work on what a file held; an error about the data names the file too. */
export async function namingFile<T>(file: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof DataError ? located(error, file, ': ') : error;
  }
}
