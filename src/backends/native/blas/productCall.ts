import type { ProductSize } from '../../typescript/matrixProduct.ts';
import { noTranspose, rowMajor, transpose } from './blasFunctions.ts';
import type { BlasFunctions } from './blasFunctions.ts';

/** output ← alpha · op(left) · op(right) + beta · output, for matrices at these addresses. */
export type ProductCall = (alpha: number, beta: number, left: number, right: number, output: number) => void;

/**
 * The call that computes products of a size. One row or one column goes through sgemv: sgemm packs the matrix first, which one row does not pay for. With OpenBLAS 0.3.21 on a Sapphire Rapids,
 * 1 × 2048 · 2048 × 2048 takes 0.5–1.5 ms by sgemv, 2.1–9 ms by sgemm; at 1 × 128 · 128 × 128 the two are equal with the SkylakeX kernels (2 µs), and 3 to 9.5 µs with Haswell's.
 */
export function productCall(functions: BlasFunctions, size: ProductSize): ProductCall {
  if (size.rows === 1) return rowCall(functions, size);
  return size.columns === 1 ? columnCall(functions, size) : matrixCall(functions, size);
}

function matrixCall({ sgemm }: BlasFunctions, { rows, columns, inner, transposeLeft, transposeRight }: ProductSize): ProductCall {
  const [leftOrder, rightOrder] = [transposeLeft ? transpose : noTranspose, transposeRight ? transpose : noTranspose];
  const [leftStride, rightStride] = [transposeLeft ? rows : inner, transposeRight ? inner : columns];
  return (alpha, beta, left, right, output) => {
    sgemm(rowMajor, leftOrder, rightOrder, rows, columns, inner, alpha, left, leftStride, right, rightStride, beta, output, columns);
  };
}

/** A row times a matrix: outputᵀ = op(right)ᵀ · leftᵀ. */
function rowCall({ sgemv }: BlasFunctions, { columns, inner, transposeRight }: ProductSize): ProductCall {
  if (transposeRight) return (alpha, beta, left, right, output) => { sgemv(rowMajor, noTranspose, columns, inner, alpha, right, inner, left, 1, beta, output, 1); };
  return (alpha, beta, left, right, output) => { sgemv(rowMajor, transpose, inner, columns, alpha, right, columns, left, 1, beta, output, 1); };
}

/** A matrix times a column. */
function columnCall({ sgemv }: BlasFunctions, { rows, inner, transposeLeft }: ProductSize): ProductCall {
  if (transposeLeft) return (alpha, beta, left, right, output) => { sgemv(rowMajor, transpose, inner, rows, alpha, left, rows, right, 1, beta, output, 1); };
  return (alpha, beta, left, right, output) => { sgemv(rowMajor, noTranspose, rows, inner, alpha, left, inner, right, 1, beta, output, 1); };
}
