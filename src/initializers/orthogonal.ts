import * as z from 'zod/mini';
import { defineInitializer } from '../components/definition.ts';
import { withDefault } from '../components/withDefault.ts';
import { ShapeError } from '../errors.ts';
import type { RandomStream } from '../random/randomStream.ts';
import { formatShape, sizeOf } from '../tensor/shape.ts';
import type { Shape } from '../tensor/shape.ts';

/**
 * A random matrix with orthogonal rows or columns, whichever are fewer: it changes no lengths and no angles.
 *
 *     w = gain·Q    QᵀQ = I where there are at least as many rows as columns, else QQᵀ = I
 *
 * Q is that of the QR decomposition of a matrix of normally distributed numbers, by Gram and Schmidt's method in float64; R's diagonal is positive, so that Q is
 * spread evenly over all such matrices.
 * Shapes: [in, out], or [height, width, in, out] as a matrix with height·width·in rows.
 * Throws a ShapeError for a parameter with fewer than two axes.
 * Source: Saxe, McClelland, Ganguli, "Exact solutions to the nonlinear dynamics of learning in deep linear neural networks" (2014).
 */
export const orthogonal = defineInitializer({
  name: 'orthogonal',
  summary: 'a random matrix with orthogonal rows or columns, times a gain',
  options: () => z.strictObject({
    /** What the matrix is multiplied by. */
    gain: withDefault(z.number(), 1),
  }),
  shorthand: 'gain',
  create: ({ gain }) => ({
    values(shape, random) {
      const columns = columnsOf(shape);
      const rows = sizeOf(shape) / columns;
      const vectors = orthonormal(Math.min(rows, columns), Math.max(rows, columns), random);
      const entry = rows < columns ? (row: number, column: number) => vectors[row]?.[column] : (row: number, column: number) => vectors[column]?.[row];
      return Float64Array.from({ length: rows * columns }, (_, index) => gain * (entry(Math.floor(index / columns), index % columns) ?? 0));
    },
  }),
});

function columnsOf(shape: Shape): number {
  const columns = shape.at(-1);
  if (columns !== undefined && shape.length > 1) return columns;
  throw new ShapeError('the initializer orthogonal makes a matrix', { got: `a parameter of shape ${formatShape(shape)}`, expected: 'at least two axes', next: 'choose another initializer for it' });
}

/** Random vectors of length 1, each at right angles to all before it. */
function orthonormal(count: number, length: number, random: RandomStream): readonly Float64Array[] {
  const vectors: Float64Array[] = [];
  for (let index = 0; index < count; index++) {
    const vector = Float64Array.from({ length }, () => random.normal());
    for (const before of vectors) addMultiple(vector, before, -product(vector, before));
    const norm = Math.sqrt(product(vector, vector));
    vectors.push(vector.map(value => value / norm));
  }
  return vectors;
}

function product(left: Float64Array, right: Float64Array): number {
  let sum = 0;
  for (let index = 0; index < left.length; index++) sum += (left[index] ?? 0) * (right[index] ?? 0);
  return sum;
}

function addMultiple(target: Float64Array, vector: Float64Array, factor: number): void {
  for (let index = 0; index < target.length; index++) target[index] = (target[index] ?? 0) + factor * (vector[index] ?? 0);
}
