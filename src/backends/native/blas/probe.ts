import { noTranspose, rowMajor, transpose } from './blasFunctions.ts';
import type { BlasFunctions } from './blasFunctions.ts';
import type { AddressOf } from './foreignMemory.ts';

/**
 * True where a BLAS reads its integers with 64 bits. A scalar product of length 2 − 2⁴⁰ tells: 32 bits of it are a 2, all 64 are negative, for which every BLAS gives 0
 * and none complains. A name without a suffix does not tell: Debian's libopenblas64 has plain names.
 */
export function readsWideIntegers({ sdot }: Pick<BlasFunctions, 'sdot'>, addressOf: AddressOf): boolean {
  const values = new Float32Array([1, 2]);
  const address = addressOf(values);
  return sdot(2n - 2n ** 40n, address, 1, address, 1) === 0 && values.length === 2;
}

/**
 * What is wrong with a library's products, or undefined. The matrices are small whole numbers, so that the right answer is exact in any order of addition:
 * [1 2 3; 4 5 6] · [1 0; 2 1; 0 3] = [5 11; 14 23], once by sgemm with the right operand transposed and α = 2, β = −1 on ones, once row by row by sgemv.
 */
export function wrongProducts({ sgemm, sgemv }: BlasFunctions, addressOf: AddressOf): string | undefined {
  const [left, right] = [new Float32Array([1, 2, 3, 4, 5, 6]), new Float32Array([1, 2, 0, 0, 1, 3])];
  const [product, vector] = [new Float32Array([1, 1, 1, 1]), new Float32Array([Number.NaN, Number.NaN])];
  const [a, b, c, y] = [left, right, product, vector].map(addressOf);
  if (a === undefined || b === undefined || c === undefined || y === undefined) return 'no memory';
  sgemm(rowMajor, noTranspose, transpose, 2, 2, 3, 2, a, 3, b, 3, -1, c, 2);
  sgemv(rowMajor, noTranspose, 2, 3, 1, b, 3, a, 1, 0, y, 1);
  return differing('cblas_sgemm', product, [9, 21, 27, 45]) ?? differing('cblas_sgemv', vector, [5, 11]);
}

function differing(name: string, actual: Float32Array, expected: readonly number[]): string | undefined {
  return expected.every((value, at) => actual[at] === value) ? undefined : `${name} gave [${actual.join(', ')}] where [${expected.join(', ')}] is right`;
}
