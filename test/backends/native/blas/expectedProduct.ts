import type { Factor, Product } from '../../../../src/backends/native/blas/bindProduct.ts';

/** alpha · op(left) · op(right) + beta · output in float64, by its definition; the output is not changed. */
export function expectedProduct({ batch, rows, columns, inner, transposeLeft, transposeRight, left, right, output, alpha, beta }: Product): Float64Array {
  return Float64Array.from({ length: batch * rows * columns }, (_, at) => {
    const [matrix, row, column] = [Math.floor(at / (rows * columns)), Math.floor(at / columns) % rows, at % columns];
    let total = 0;
    for (let k = 0; k < inner; k++) {
      const l = left[matrix * rows * inner + (transposeLeft ? k * rows + row : row * inner + k)] ?? 0;
      const r = right[matrix * inner * columns + (transposeRight ? column * inner + k : k * columns + column)] ?? 0;
      total += l * r;
    }
    const scaled = inner === 0 ? 0 : valueOf(alpha) * total;
    return beta === 0 ? scaled : scaled + valueOf(beta) * (output[at] ?? 0);
  });
}

function valueOf(factor: Factor): number {
  return typeof factor === 'number' ? factor : factor[0] ?? 0;
}
