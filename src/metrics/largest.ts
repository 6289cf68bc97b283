import { ShapeError } from '../errors.ts';
import { oneHot } from '../tensor/functions.ts';
import type { Tensor } from '../tensor/tensor.ts';

/**
 * 1 for each of the k largest numbers of a row, else 0; of equal ones the first counts. It passes over the rows k times.
 * Shape: [rows, columns]. Throws a ShapeError where rows are shorter than k.
 */
export function largest(rows: Tensor, k: number): Tensor {
  const columns = rows.shape.at(-1) ?? 1;
  requireTopK(k, columns);
  const first = oneHot(rows.argMax(-1), columns);
  if (k === 1) return first;
  return first.add(largest(first.equal(1).select(Number.NEGATIVE_INFINITY, rows), k - 1));
}

/** Throws a ShapeError where there are fewer than k classes to choose from. */
export function requireTopK(k: number, classes: number): void {
  if (k <= classes) return;
  throw new ShapeError('there are fewer classes than the top k', { got: `k = ${k} of ${classes}`, expected: `k of at most ${classes}` });
}
