import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expectClose } from '../../../src/verification/closeTo.ts';
import { evaluate } from './evaluate.ts';
import { filled, naive, products, shapesOf } from './products.ts';
import type { Product } from './products.ts';

function check(product: Product, precision: 'float32' | 'float64'): void {
  const { transposeLeft, transposeRight } = product;
  const { left: leftShape, right: rightShape } = shapesOf(product);
  const [left, right] = [filled(leftShape, 1), filled(rightShape, 2)];
  const actual = evaluate(precision, [{ shape: leftShape, values: left }, { shape: rightShape, values: right }], (a, b) => (
    (transposeLeft ? a.T : a).matMul(transposeRight ? b.T : b)
  ));
  expectClose(actual, naive(product, left, right), precision === 'float32' ? { relative: 1e-5, absolute: 1e-5 } : { relative: 1e-12, absolute: 1e-12 }, JSON.stringify(product));
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
