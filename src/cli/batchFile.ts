import { datasetFromArrays, requireTensors } from '../data/arrays.ts';
import { flattenArray } from '../data/nestedArray.ts';
import { DataError, located, nearestName } from '../errors.ts';
import type { Batch, Column, RunConfig } from '../index.ts';
import { isObject, readJson } from './jsonFile.ts';
import { outputMeaning } from './outputMeaning.ts';

const keys = ['inputs', 'targets', 'weights', 'samples'] as const;

/** A batch with its targets, and weights and sample numbers where the file has them. Throws a DataError. */
export async function readBatch(file: string): Promise<Required<Pick<Batch, 'inputs' | 'targets'>> & Batch> {
  const value = await readJson(file);
  if (!isObject(value)) throw new DataError('not a batch', { where: file, got: 'no object', expected: '{ "inputs": …, "targets": … }' });
  requireKnown(value, file);
  return {
    inputs: requireTensors(value['inputs'], `${file}: inputs`),
    targets: requireTensors(value['targets'], `${file}: targets`),
    ...vector(value, 'weights', file),
    ...vector(value, 'samples', file),
  };
}

/** What a config says as `shapes`, read off a batch. One number a sample, for a loss of classes, is a class index. */
export function shapesOf({ inputs, targets }: Batch, loss: unknown): NonNullable<RunConfig['shapes']> {
  const dataset = datasetFromArrays({ inputs, targets }, 'batch.');
  const shapeOf = ({ shape, dtype }: Column) => ({ shape: [...shape], dtype });
  const isIndex = ({ shape }: Column, index: number) => shape.length === 0 && outputMeaning(loss, index).startsWith('class');
  const targetOf = (column: Column, index: number) => (isIndex(column, index) ? { shape: [], dtype: 'int32' as const } : shapeOf(column));
  return { inputs: dataset.inputs.map(shapeOf), targets: dataset.targets.map(targetOf) };
}

function requireKnown(value: object, file: string): void {
  const unknown = Object.keys(value).find(key => !keys.some(known => known === key));
  if (unknown === undefined) return;
  throw new DataError('a batch has no such key', { where: file, got: JSON.stringify(unknown), expected: keys.join(', '), nearest: nearestName(unknown, keys) });
}

/** One number a sample. */
function vector(value: Readonly<Record<string, unknown>>, key: 'weights' | 'samples', file: string): { readonly [K in typeof key]?: ArrayLike<number> } {
  const given = value[key];
  if (given === undefined) return {};
  if (!Array.isArray(given)) throw new DataError('not a list of numbers', { where: `${file}: ${key}`, expected: 'one number a sample' });
  try {
    return { [key]: flattenArray(given, key).values };
  } catch (error) {
    throw located(error, file, ': ');
  }
}
