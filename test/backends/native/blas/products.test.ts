import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Factor, Product } from '../../../../src/backends/native/blas/bindProduct.ts';
import { expectClose } from '../../../../src/verification/closeTo.ts';
import { tolerances } from '../../../../src/verification/tolerances.ts';
import { expectedProduct } from './expectedProduct.ts';
import { installedBlas, reason, skip } from './installed.ts';

type Sizes = Pick<Product, 'batch' | 'rows' | 'columns' | 'inner' | 'transposeLeft' | 'transposeRight'>;

/** Numbers in (−1, 1) that differ from place to place. */
function numbers(size: number, seed: number): Float32Array {
  return Float32Array.from({ length: size }, (_, at) => Math.sin(1 + at * 1.7 + seed * 3.1));
}

function productOf(sizes: Sizes, alpha: Factor, beta: Factor): Product {
  const { batch, rows, columns, inner } = sizes;
  return { ...sizes, left: numbers(batch * rows * inner, 1), right: numbers(batch * inner * columns, 2), output: numbers(batch * rows * columns, 3), alpha, beta };
}

function check(product: Product): void {
  const expected = expectedProduct(product);
  installedBlas().bindProduct(product)();
  expectClose(product.output, expected, tolerances.float32, JSON.stringify({ ...product, left: undefined, right: undefined, output: undefined }));
}

const transposes = [[false, false], [false, true], [true, false], [true, true]] as const;
const square: Sizes = { batch: 1, rows: 2, columns: 2, inner: 2, transposeLeft: false, transposeRight: false };

describe.skipIf(skip)(`products by the system's BLAS${reason}`, () => {
  it.each(transposes)('agree with float64 at every small size, operands transposed: %s, %s', (transposeLeft, transposeRight) => {
    const sizes = [1, 2, 3, 5, 8, 17];
    for (const rows of sizes) for (const columns of sizes) for (const inner of sizes) check(productOf({ batch: 1, rows, columns, inner, transposeLeft, transposeRight }, 1, 0));
  });

  // The first two and the fourth are worth threads; the others are not.
  const shapes = [[1, 300, 1100], [300, 1, 1100], [129, 65, 257], [128, 128, 600], [10, 700, 3], [700, 10, 3], [1, 1, 5000]] as const;
  it.each(shapes)('agree with float64 at %s × %s × %s', (rows, columns, inner) => {
    for (const [transposeLeft, transposeRight] of transposes) {
      check(productOf({ batch: 1, rows, columns, inner, transposeLeft, transposeRight }, -0.5, 1));
    }
  });

  it('agree with float64 at random sizes, batches, transposes and factors', () => {
    const extent = fc.oneof(fc.integer({ min: 0, max: 4 }), fc.integer({ min: 0, max: 40 }));
    const sizes = fc.record({ batch: fc.integer({ min: 0, max: 3 }), rows: extent, columns: extent, inner: extent, transposeLeft: fc.boolean(), transposeRight: fc.boolean() });
    const factor = fc.tuple(fc.constantFrom(0, 1, -1, 0.25, -2), fc.boolean()).map(([value, stored]): Factor => (stored ? new Float32Array([value]) : value));
    fc.assert(fc.property(sizes, factor, factor, (...given) => check(productOf(...given))), { numRuns: 400 });
  });

  it('read their factors at each call', () => {
    const [alpha, beta] = [new Float32Array([1]), new Float32Array([1])];
    const product = productOf(square, alpha, beta);
    const multiply = installedBlas().bindProduct(product);
    for (const [a, b] of [[1, 0.5], [-0.25, 2], [0, 1], [3, 0]] as const) {
      alpha[0] = a;
      beta[0] = b;
      const expected = expectedProduct(product);
      multiply();
      expectClose(product.output, expected, tolerances.float32);
    }
  });

  it('lie in the memory of a WebAssembly module as well', () => {
    const { buffer } = new WebAssembly.Memory({ initial: 1 });
    const views = [64, 256, 1024].map((start, at) => {
      const view = new Float32Array(buffer, start, 4);
      view.set(numbers(4, at));
      return view;
    });
    const [left = new Float32Array(), right = left, output = left] = views;
    check({ ...productOf(square, 1, 1), left, right, output });
  });

  it('refuse memory that is too small, and memory that was given away', () => {
    const product = productOf(square, 1, 0);
    expect(() => installedBlas().bindProduct({ ...product, right: new Float32Array(3) })).toThrow('does not fit its memory of 4, 3 and 4 numbers');
    const multiply = installedBlas().bindProduct(product);
    const { buffer } = product.left;
    if (buffer instanceof ArrayBuffer) structuredClone(buffer, { transfer: [buffer] });
    expect(multiply).toThrow('given away');
  });

  it('keep their memory: small arrays stay where they are while garbage is collected', () => {
    const bound = Array.from({ length: 200 }, (_, seed) => {
      const product = { ...productOf(square, 1, 0), left: numbers(4, seed) };
      return { product, multiply: installedBlas().bindProduct(product) };
    });
    for (let round = 0; round < 20; round++) Array.from({ length: 20_000 }, (_, at) => new Float32Array(at % 16));
    for (const { product, multiply } of bound) {
      multiply();
      expectClose(product.output, expectedProduct(product), tolerances.float32);
    }
  });
});

describe.skipIf(skip)(`NaN and infinities in products by the system's BLAS${reason}`, () => {
  const special = fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY);
  const extent = fc.oneof(fc.constant(1), fc.integer({ min: 1, max: 40 }), fc.integer({ min: 90, max: 130 }));
  const sizes = fc.record({ batch: fc.constant(1), rows: extent, columns: extent, inner: extent, transposeLeft: fc.boolean(), transposeRight: fc.boolean() });
  const factor = fc.tuple(fc.constantFrom(0, 1, -0.5, Number.NaN, Number.POSITIVE_INFINITY), fc.boolean()).map(([value, stored]): Factor => (stored || value === 0 ? new Float32Array([value]) : value));
  const places = fc.array(fc.record({ operand: fc.constantFrom('left', 'right', 'output'), at: fc.nat(), value: special }), { maxLength: 4 });

  it('go where the definition puts them', () => {
    fc.assert(fc.property(sizes, factor, fc.oneof(factor, fc.constant(0)), places, (size, alpha, beta, given) => {
      const product = productOf(size, alpha, beta);
      for (const { operand, at, value } of given) product[operand][at % product[operand].length] = value;
      check(product);
    }), { numRuns: 500 });
  });

  it('do not come out of memory that is overwritten', () => {
    for (const inner of [0, 1, 3]) {
      const product = productOf({ ...square, inner }, 1, 0);
      product.output.fill(Number.NaN);
      check(product);
      expect(product.output.every(Number.isFinite)).toBe(true);
    }
  });
});
