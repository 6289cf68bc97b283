import fc from 'fast-check';
import { sizeOf } from '../../../src/tensor/shape.ts';
import type { Shape } from '../../../src/tensor/shape.ts';

/** The extents of a batched product and which operands are transposed. */
export interface Product {
  readonly batch: readonly number[];
  readonly rows: number;
  readonly inner: number;
  readonly columns: number;
  readonly transposeLeft: boolean;
  readonly transposeRight: boolean;
}

const extent = fc.integer({ min: 1, max: 37 });
/** Random products of odd extents. */
export const products: fc.Arbitrary<Product> = fc.record({
  batch: fc.array(fc.integer({ min: 1, max: 3 }), { maxLength: 2 }), rows: extent, inner: extent, columns: extent, transposeLeft: fc.boolean(), transposeRight: fc.boolean(),
});

/** The shapes of both operands and of the result. */
export function shapesOf({ batch, rows, inner, columns, transposeLeft, transposeRight }: Product): { readonly left: Shape; readonly right: Shape; readonly output: Shape } {
  return {
    left: [...batch, ...(transposeLeft ? [inner, rows] : [rows, inner])],
    right: [...batch, ...(transposeRight ? [columns, inner] : [inner, columns])],
    output: [...batch, rows, columns],
  };
}

/** The triple loop. */
export function naive({ batch, rows, inner, columns, transposeLeft, transposeRight }: Product, left: Float32Array, right: Float32Array): number[] {
  const result: number[] = [];
  for (let n = 0; n < sizeOf(batch); n++) {
    for (let i = 0; i < rows; i++) {
      for (let j = 0; j < columns; j++) {
        let total = 0;
        for (let k = 0; k < inner; k++) {
          const a = left[n * rows * inner + (transposeLeft ? k * rows + i : i * inner + k)] ?? Number.NaN;
          const b = right[n * inner * columns + (transposeRight ? j * inner + k : k * columns + j)] ?? Number.NaN;
          total += a * b;
        }
        result.push(total);
      }
    }
  }
  return result;
}

/** Irregular numbers that float32 holds exactly. */
export function filled(shape: Shape, seed: number): Float32Array {
  return Float32Array.from({ length: sizeOf(shape) }, (_, i) => Math.sin((i + 1) * (seed + 0.37)));
}
