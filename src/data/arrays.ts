import { z } from 'zod';
import { defineDataSource } from '../components/definition.ts';
import { arrayColumn, isArrayInput } from './arrayColumn.ts';
import type { ArrayInput } from './arrayColumn.ts';
import type { Column, Dataset } from './dataset.ts';
import { datasetOf, partsOf } from './datasetOf.ts';

/** One tensor, or several by name. */
export type ArrayInputs = ArrayInput | Readonly<Record<string, ArrayInput>>;

const tensors = z.custom<ArrayInputs>(isTensors, 'expected arrays of numbers, { values, shape, dtype }, or such by name');
const part = { inputs: tensors, targets: tensors.optional() };

/**
 * Data in memory: nested arrays of numbers, typed arrays, or several tensors by name. The outermost axis is that of the samples.
 * `{ values, shape, dtype, scale }` gives the shape of a sample for a typed array, and makes class indices of numbers with dtype int32.
 *
 *     arrays({ inputs: [[0, 0], [0, 1], [1, 0], [1, 1]], targets: [[0], [1], [1], [0]] })
 *
 * Shapes: as given; a single tensor is named `input` or `target`.
 * Throws a DataError where nested arrays are ragged, and where inputs and targets differ in their number of samples.
 */
export const arrays = defineDataSource({
  name: 'arrays',
  summary: 'numbers in memory, or written in the config itself',
  options: () => z.strictObject({ ...part, test: z.strictObject(part).optional() }),
  create: ({ inputs, targets, test }) => ({
    load: async () => partsOf(datasetFromArrays(inputs, targets, ''), test && datasetFromArrays(test.inputs, test.targets, 'test.')),
  }),
});

/**
 * A data set of arrays; `prefix` stands before `inputs` and `targets` in errors.
 *
 * Throws a DataError as the source does.
 */
export function datasetFromArrays(inputs: ArrayInputs, targets: ArrayInputs | undefined, prefix: string): Dataset {
  return datasetOf(columnsOf(inputs, 'input', `${prefix}inputs`), targets === undefined ? [] : columnsOf(targets, 'target', `${prefix}targets`));
}

function columnsOf(input: ArrayInputs, name: string, where: string): readonly Column[] {
  if (isArrayInput(input)) return [arrayColumn(name, where, input)];
  return Object.entries(input).map(([each, array]) => arrayColumn(each, `${where}.${each}`, array));
}

function isTensors(value: unknown): boolean {
  if (isArrayInput(value)) return true;
  return typeof value === 'object' && value !== null && Object.values(value).length > 0 && Object.values(value).every(isArrayInput);
}
