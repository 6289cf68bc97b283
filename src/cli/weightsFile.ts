import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { flattenArray } from '../data/nestedArray.ts';
import { DataError, located, ModelFileError } from '../errors.ts';
import type { Run } from '../index.ts';
import type { HostTensor } from '../training/hostTensor.ts';
import { decodeSafetensors } from '../training/safetensors.ts';
import { isObject, readJson } from './jsonFile.ts';

type Weights = Readonly<Record<string, HostTensor>>;

/** Puts the weights of a safetensors or JSON file into a run. Throws an error that names the file where they are not those of its model. */
export async function setWeights(run: Run, file: string): Promise<void> {
  const weights = await readWeights(file);
  requireParameters(run, weights, file);
  try {
    run.setWeights(weights);
  } catch (error) {
    throw located(error, file, ': ');
  }
}

async function readWeights(file: string): Promise<Weights> {
  if (extname(file).toLowerCase() !== '.json') return decodeSafetensors(await bytesOf(file), file).tensors;
  const value = await readJson(file);
  if (!isObject(value)) throw new DataError('these are no weights', { where: file, got: 'no object', expected: '{ "dense/kernel": [[ … ]], … }' });
  return Object.fromEntries(Object.entries(value).map(([path, nested]) => [path, tensorOf(path, nested, file)]));
}

/** A parameter that is not given would silently keep its initial value. */
function requireParameters(run: Run, weights: Weights, file: string): void {
  const missing = run.parts.objective.model.parameters.filter(({ path }) => weights[path] === undefined).map(({ path }) => path);
  if (missing.length === 0) return;
  throw new ModelFileError('the file does not hold all parameters of the model', { where: file, got: Object.keys(weights).join(', ') || 'none', expected: `${missing.join(', ')} too` });
}

function tensorOf(path: string, nested: unknown, file: string): HostTensor {
  if (typeof nested === 'number') return { shape: [], values: Float64Array.of(nested) };
  if (!Array.isArray(nested)) throw new DataError('not an array of numbers', { where: `${file}: ${path}`, expected: 'nested arrays of the shape of the weight' });
  try {
    return flattenArray(nested, path);
  } catch (error) {
    throw located(error, file, ': ');
  }
}

async function bytesOf(file: string): Promise<Uint8Array> {
  return readFile(file).catch((error: unknown) => {
    throw new ModelFileError('the weights cannot be read', { where: file, got: error instanceof Error ? error.message : String(error), next: 'check the path' }, { cause: error });
  });
}
