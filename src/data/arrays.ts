import * as z from 'zod/mini';
import { defineDataSource } from '../components/definition.ts';
import { shown } from '../components/shown.ts';
import { DataError } from '../errors.ts';
import { arrayColumn, isArrayInput } from './arrayColumn.ts';
import type { ArrayInput } from './arrayColumn.ts';
import type { Column, Dataset } from './dataset.ts';
import { datasetOf, partsOf } from './datasetOf.ts';
import { sampleWeights } from './sampleWeights.ts';

/** One tensor, or several by name. */
export type ArrayInputs = ArrayInput | Readonly<Record<string, ArrayInput>>;

const tensors = z.custom<ArrayInputs>(isTensors, 'expected arrays of numbers, { values, shape, dtype }, or such by name');
/** The options of one part of the data, in arrays. */
export const arraysPart = {
  /** The inputs: nested arrays of numbers, or several tensors by name. */
  inputs: tensors,
  /** The targets, as many as inputs. */
  targets: z.optional(tensors),
  /** A number for each sample, which multiplies its loss. */
  weights: z.optional(z.custom<ArrayInput>(isArrayInput, 'expected one number a sample')),
};

/**
 * Data in memory: nested arrays of numbers, typed arrays, or several tensors by name. The outermost axis is that of the samples.
 * `{ values, shape, dtype, scale }` gives the shape of a sample for a typed array, and makes class indices of numbers with dtype int32.
 *
 *     arrays({ inputs: [[0, 0], [0, 1], [1, 0], [1, 1]], targets: [[0], [1], [1], [0]] })
 *
 * `weights` has a number for each sample, which multiplies its loss in training, evaluation and metrics; 0 leaves it out of the sum.
 * Shapes: as given; a single tensor is named `input` or `target`.
 * Throws a DataError where nested arrays are ragged, where inputs, targets and weights differ in their number of samples, and for a weight that is negative or not finite.
 */
export const arrays = defineDataSource({
  name: 'arrays',
  summary: 'numbers in memory, or written in the config itself',
  options: () => z.strictObject({
    ...arraysPart,
    /** The samples of the test part. */
    test: z.optional(z.strictObject(arraysPart)),
  }),
  create: ({ test, ...train }) => ({
    load: async () => partsOf(datasetFromArrays(train, 'data.'), test && datasetFromArrays(test, 'data.test.')),
  }),
});

/** The value, where it is one tensor or a record of tensors. Throws a DataError for anything else. */
export function requireTensors(value: unknown, where: string): ArrayInputs {
  if (isTensors(value)) return value;
  const [name, part] = (typeof value === 'object' ? Object.entries(value ?? {}) : []).find(([, each]) => !isArrayInput(each)) ?? [];
  throw new DataError('there are no arrays of numbers', {
    where: name === undefined ? where : `${where}.${name}`, got: shown(name === undefined ? value : part),
    expected: 'nested or typed arrays, the first axis that of the samples; several by name in an object',
  });
}

/** One part of the data, in arrays. */
export interface ArraysPart {
  readonly inputs: ArrayInputs;
  readonly targets?: ArrayInputs | undefined;
  readonly weights?: ArrayInput | undefined;
}

/**
 * A data set of arrays; `prefix` stands before `inputs`, `targets` and `weights` in errors.
 *
 * Throws a DataError as the source does.
 */
export function datasetFromArrays({ inputs, targets, weights }: ArraysPart, prefix: string): Dataset {
  return datasetOf(
    columnsOf(inputs, 'input', `${prefix}inputs`),
    targets === undefined ? [] : columnsOf(targets, 'target', `${prefix}targets`),
    weights === undefined ? undefined : sampleWeights(arrayColumn('weights', `${prefix}weights`, weights)),
  );
}

function columnsOf(input: ArrayInputs, name: string, where: string): readonly Column[] {
  requireTensors(input, where);
  if (isArrayInput(input)) return [arrayColumn(name, where, input)];
  return Object.entries(input).map(([each, array]) => arrayColumn(each, `${where}.${each}`, array));
}

function isTensors(value: unknown): value is ArrayInputs {
  if (isArrayInput(value)) return true;
  return typeof value === 'object' && value !== null && Object.values(value).length > 0 && Object.values(value).every(isArrayInput);
}
