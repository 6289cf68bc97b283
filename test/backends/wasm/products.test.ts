import { describe, expect, it } from 'vitest';
import type { Tensor } from '../../../src/tensor/tensor.ts';
import { record } from '../../../src/tensor/tensor.ts';
import { expectClose } from '../../../src/verification/closeTo.ts';
import { evaluate as oracle } from '../typescript/evaluate.ts';
import { evaluate } from './run.ts';

const sizes = [1, 2, 3, 4, 5, 7, 10, 33];
const inners = [1, 3, 4, 9, 18];
/** Sums of some dozens of products, each rounded. */
const tolerance = { relative: 1e-5, absolute: 1e-5 };

function matrix(rows: number, columns: number, phase: number): { readonly shape: readonly number[]; readonly values: Float32Array } {
  return { shape: [rows, columns], values: Float32Array.from({ length: rows * columns }, (_, i) => Math.sin(phase + 1.3 * i)) };
}

const forms = [
  { transposeLeft: false, transposeRight: false },
  { transposeLeft: true, transposeRight: false },
  { transposeLeft: false, transposeRight: true },
] as const;

describe.each(forms)('products with left transposed: $transposeLeft, right transposed: $transposeRight', form => {
  const operands = (rows: number, columns: number, inner: number) => [
    form.transposeLeft ? matrix(inner, rows, 1) : matrix(rows, inner, 1),
    form.transposeRight ? matrix(columns, inner, 2) : matrix(inner, columns, 2),
  ] as const;

  it.each(sizes)('of %i rows', rows => {
    for (const columns of sizes) {
      for (const inner of inners) {
        const [left, right] = operands(rows, columns, inner);
        const product = (a: Tensor, b: Tensor) => record('matMul', [a, b], form);
        expectClose(evaluate([left, right], product), oracle('float64', [left, right], product), tolerance, `${rows} × ${inner} by ${inner} × ${columns}`);
      }
    }
  });

  it.each(sizes)('scaled and added, of %i rows', rows => {
    for (const [columns, inner] of [[1, 1], [1, 9], [10, 3], [33, 8]] as const) {
      const [left, right] = operands(rows, columns, inner);
      const inputs = [left, right, matrix(rows, columns, 3), { shape: [], values: [0.37] }, { shape: [], values: [-1.25] }];
      for (const over of [undefined, ['y', 2]] as const) {
        const actual = evaluate(inputs, (...tensors) => record('matMulAdd', tensors, form), over === undefined ? {} : { over });
        expectClose(actual, oracle('float64', inputs, (...tensors) => record('matMulAdd', tensors, form)), tolerance);
      }
      const plain = (a: number, b: number) => evaluate(inputs.slice(0, 3), (l, r, c) => record('matMulAdd', [l, r, c, l.constant(a), l.constant(b)], form));
      expectClose(plain(1, 1), oracle('float64', inputs.slice(0, 3), (l, r, c) => record('matMul', [l, r], form).add(c)), tolerance);
      expectClose(plain(-2, 0.5), oracle('float64', inputs.slice(0, 3), (l, r, c) => record('matMul', [l, r], form).mul(-2).add(c.mul(0.5))), tolerance);
    }
  });
});

describe('products', () => {
  it('NaN of either operand and of the addend survives', () => {
    const ones = { shape: [5, 5], values: new Float32Array(25).fill(1) };
    const broken = { shape: [5, 5], values: new Float32Array(25).fill(1).fill(Number.NaN, 24) };
    const scalar = { shape: [], values: [1] };
    const last = (...inputs: Parameters<typeof evaluate>[0]) => evaluate(inputs, (...tensors) => record('matMulAdd', tensors, { transposeLeft: false, transposeRight: false })).at(-1);
    expect(last(ones, ones, ones, scalar, scalar)).toBe(6);
    expect(last(broken, ones, ones, scalar, scalar)).toBeNaN();
    expect(last(ones, broken, ones, scalar, scalar)).toBeNaN();
    expect(last(ones, ones, broken, scalar, scalar)).toBeNaN();
  });
  it('of batches', () => {
    for (const form of forms) {
      const left = { shape: form.transposeLeft ? [3, 5, 9] : [3, 9, 5], values: matrix(9, 15, 1).values };
      const right = { shape: form.transposeRight ? [3, 10, 5] : [3, 5, 10], values: matrix(10, 15, 2).values };
      const product = (a: Tensor, b: Tensor) => record('matMul', [a, b], form);
      expectClose(evaluate([left, right], product), oracle('float64', [left, right], product), tolerance);
    }
  });
  describe.each([...forms, { transposeLeft: true, transposeRight: true }])('large enough to copy the right operand, left transposed: $transposeLeft, right transposed: $transposeRight', form => {
    const operands = (rows: number, columns: number, inner: number) => [
      form.transposeLeft ? matrix(inner, rows, 1) : matrix(rows, inner, 1),
      form.transposeRight ? matrix(columns, inner, 2) : matrix(inner, columns, 2),
    ] as const;

    it.each([[8, 32, 64], [9, 35, 70], [33, 33, 33], [10, 7, 300], [64, 66, 21]])('%i × %i over %i', (rows, columns, inner) => {
      const [left, right] = operands(rows, columns, inner);
      const product = (a: Tensor, b: Tensor) => record('matMul', [a, b], form);
      expectClose(evaluate([left, right], product), oracle('float64', [left, right], product), tolerance);
      expect(evaluate([left, right], product, { times: 2 })).toEqual(evaluate([left, right], product));
      const inputs = [left, right, matrix(rows, columns, 3), { shape: [], values: [0.37] }, { shape: [], values: [-1.25] }];
      const scaled = (...tensors: Tensor[]) => record('matMulAdd', tensors, form);
      expectClose(evaluate(inputs, scaled, { over: ['y', 2] }), oracle('float64', inputs, scaled), tolerance);
    });

    it('in batches', () => {
      const shaped = (rows: number, columns: number, transposed: boolean) => (transposed ? [3, columns, rows] : [3, rows, columns]);
      const inputs = [{ shape: shaped(10, 40, form.transposeLeft), values: matrix(10, 120, 1).values }, { shape: shaped(40, 42, form.transposeRight), values: matrix(42, 120, 2).values }];
      const product = (a: Tensor, b: Tensor) => record('matMul', [a, b], form);
      expectClose(evaluate(inputs, product), oracle('float64', inputs, product), tolerance);
    });

    it('with no room for the copy', () => {
      const [left, right] = operands(9, 35, 70);
      const product = (a: Tensor, b: Tensor) => record('matMul', [a, b], form);
      const without = () => evaluate([left, right], product, { scratch: false });
      if (form.transposeLeft && form.transposeRight) expect(without).toThrow('no WebAssembly form');
      else expectClose(without(), oracle('float64', [left, right], product), tolerance);
    });
  });
  it('of two small transposed operands have no WebAssembly form', () => {
    expect(() => evaluate([matrix(3, 3, 0), matrix(3, 3, 0)], (a, b) => record('matMul', [a, b], { transposeLeft: true, transposeRight: true }))).toThrow('no WebAssembly form');
  });
});
