import { extname, resolve } from 'node:path';
import { requireTensors } from '../data/arrays.ts';
import type { Batch, Dataset, Run } from '../index.ts';
import { isObject, readJson } from './jsonFile.ts';

/** The inputs in a file: JSON by its extension, anything else as the run's data source reads it. Throws a DataError. */
export async function readInputs(run: Run, file: string): Promise<Batch['inputs'] | Dataset> {
  if (extname(file).toLowerCase() !== '.json') return run.readInputs(resolve(file));
  const value = await readJson(file);
  return isObject(value) && 'inputs' in value ? requireTensors(value['inputs'], `${file}: inputs`) : requireTensors(value, file);
}
