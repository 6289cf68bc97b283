import { z } from 'zod';
import { flattenArray } from '../../src/data/nestedArray.ts';
import type { ShapedArray } from '../../src/data/arrayColumn.ts';
import type { Shape } from '../../src/tensor/shape.ts';

/** A number, or numbers in arrays in arrays. */
export type Nested = number | readonly Nested[];

export const nestedSchema = z.custom<Nested>(isNested, 'neither a number nor nested arrays of numbers');

/** The shape of nested arrays; a bare number has none. */
export function shapeOf(nested: Nested): Shape {
  return typeof nested === 'number' ? [] : flattenArray(nested, 'golden').shape;
}

/** The numbers in row-major order. */
export function flat(nested: Nested): Float64Array {
  return typeof nested === 'number' ? Float64Array.of(nested) : flattenArray(nested, 'golden').values;
}

/** Nested arrays as samples: the first `batchAxes` axes are drawn into one, that of the batch. */
export function samples(nested: Nested, batchAxes = 1, dtype: 'float' | 'int32' = 'float'): ShapedArray {
  return { values: flat(nested), shape: shapeOf(nested).slice(batchAxes), dtype };
}

/** The transpose of a matrix: `W[out][in]` of a textbook as a kernel [in, out], and the other way round. */
export function transposed(matrix: readonly (readonly number[])[]): number[][] {
  return (matrix[0] ?? []).map((_, column) => matrix.map(row => row[column] ?? Number.NaN));
}

/** Evenly spaced numbers, both ends included. */
export function linearSpace(least: number, greatest: number, count: number): Float64Array {
  return Float64Array.from({ length: count }, (_, index) => least + ((greatest - least) * index) / (count - 1));
}

function isNested(value: unknown): boolean {
  return typeof value === 'number' || (Array.isArray(value) && value.every(isNested));
}
