import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expectClose } from '../../../src/testing/closeTo.ts';
import { sizeOf } from '../../../src/tensor/shape.ts';
import type { Shape } from '../../../src/tensor/shape.ts';
import { evaluate } from './evaluate.ts';

interface Product {
  readonly batch: readonly number[];
  readonly rows: number;
  readonly inner: number;
  readonly columns: number;
  readonly transposeLeft: boolean;
  readonly transposeRight: boolean;
}

const extent = fc.integer({ min: 1, max: 37 });
const products: fc.Arbitrary<Product> = fc.record({
  batch: fc.array(fc.integer({ min: 1, max: 3 }), { maxLength: 2 }), rows: extent, inner: extent, columns: extent, transposeLeft: fc.boolean(), transposeRight: fc.boolean(),
});

function check(product: Product, precision: 'float32' | 'float64'): void {
  const { batch, rows, inner, columns, transposeLeft, transposeRight } = product;
  const leftShape = [...batch, ...(transposeLeft ? [inner, rows] : [rows, inner])];
  const rightShape = [...batch, ...(transposeRight ? [columns, inner] : [inner, columns])];
  const [left, right] = [filled(leftShape, 1), filled(rightShape, 2)];
  const actual = evaluate(precision, [{ shape: leftShape, values: left }, { shape: rightShape, values: right }], (a, b) => (
    (transposeLeft ? a.T : a).matMul(transposeRight ? b.T : b)
  ));
  expectClose(actual, naive(product, left, right), precision === 'float32' ? { relative: 1e-5, absolute: 1e-5 } : { relative: 1e-12, absolute: 1e-12 }, JSON.stringify(product));
}

function naive({ batch, rows, inner, columns, transposeLeft, transposeRight }: Product, left: Float32Array, right: Float32Array): number[] {
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
function filled(shape: Shape, seed: number): Float32Array {
  return Float32Array.from({ length: sizeOf(shape) }, (_, i) => Math.sin((i + 1) * (seed + 0.37)));
}

describe.each(['float32', 'float64'] as const)('matrix product in %s', precision => {
  it('equals the triple loop for all transposes, batches and odd extents', () => {
    fc.assert(fc.property(products, product => check(product, precision)), { numRuns: 120 });
  });
  it.each([
    { rows: 131, inner: 521, columns: 9 }, { rows: 5, inner: 258, columns: 517 }, { rows: 130, inner: 3, columns: 515 }, { rows: 1, inner: 300, columns: 70 }, { rows: 70, inner: 300, columns: 1 },
  ])('equals it over several blocks: $rows × $inner × $columns', extents => {
    for (const transposeLeft of [false, true]) {
      for (const transposeRight of [false, true]) check({ batch: [2], ...extents, transposeLeft, transposeRight }, precision);
    }
  });
  it('keeps NaN and infinity in their rows and columns', () => {
    const left = filled([20, 20], 1);
    left[3 * 20 + 5] = Number.NaN;
    const y = evaluate(precision, [{ shape: [20, 20], values: left }, { shape: [20, 18], values: filled([20, 18], 2) }], (a, b) => a.matMul(b));
    y.forEach((value, at) => expect(Number.isNaN(value)).toBe(Math.floor(at / 18) === 3));
  });
});
