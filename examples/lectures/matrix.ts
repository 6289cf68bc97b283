import type { HostTensor } from 'chainrule';

/** Rows of numbers. */
export type Matrix = readonly (readonly number[])[];

/** A·B. */
export function product(a: Matrix, b: Matrix): number[][] {
  const columns = transposed(b);
  return a.map(row => columns.map(column => dot(row, column)));
}

/** Σ aᵢ·bᵢ. */
export function dot(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, value, index) => sum + value * (b[index] ?? Number.NaN), 0);
}

/** Aᵀ. */
export function transposed(a: Matrix): number[][] {
  return (a[0] ?? []).map((_, column) => a.map(row => row[column] ?? Number.NaN));
}

/** f of each element. */
export function mapped(a: Matrix, f: (value: number) => number): number[][] {
  return a.map(row => row.map(f));
}

/** f of the elements of two matrices of one shape, place by place: A ⊙ B with f = a·b. */
export function combined(a: Matrix, b: Matrix, f: (left: number, right: number) => number): number[][] {
  return a.map((row, index) => row.map((value, column) => f(value, b[index]?.[column] ?? Number.NaN)));
}

/** The sum of each column. */
export function columnSums(a: Matrix): number[] {
  return transposed(a).map(column => column.reduce((sum, value) => sum + value, 0));
}

/** The rows of a tensor of the framework. */
export function rowsOf(tensor: HostTensor | undefined): number[][] {
  if (tensor === undefined) throw new Error('there is no such tensor');
  const columns = tensor.shape.at(-1) ?? 1;
  const values = Array.from(tensor.values);
  return Array.from({ length: values.length / columns }, (_, row) => values.slice(row * columns, (row + 1) * columns));
}
