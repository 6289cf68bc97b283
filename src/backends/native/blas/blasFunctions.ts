import type { ForeignFunction, ForeignLibrary, ForeignType } from './foreignLibrary.ts';

/** CBLAS's numbers for an order, and for what is done to an operand. */
export const rowMajor = 101;
export const noTranspose = 111;
export const transpose = 112;

/** How a build of a BLAS decorates the names of its functions. */
interface Naming {
  readonly prefix: string;
  readonly suffix: string;
}

/** Plain names first. `64_` and `_64` mark builds with 64-bit integers; `scipy_` those that Python's numpy brings along. */
const namings: readonly Naming[] = [
  { prefix: '', suffix: '' }, { prefix: '', suffix: '64_' }, { prefix: '', suffix: '_64' }, { prefix: 'scipy_', suffix: '' }, { prefix: 'scipy_', suffix: '64_' },
];

/** The names that were looked for, for errors. */
export const productNames: readonly string[] = namings.map(({ prefix, suffix }) => `${prefix}cblas_sgemm${suffix}`);

/** The functions of a BLAS that products are made of, and the size of its integers. */
export interface BlasFunctions {
  /** C ← α·op(A)·op(B) + β·C: order, op A, op B, m, n, k, α, A, lda, B, ldb, β, C, ldc. */
  readonly sgemm: ForeignFunction;
  /** y ← α·op(A)·x + β·y: order, op A, rows and columns of A, α, A, lda, x, step, β, y, step. */
  readonly sgemv: ForeignFunction;
  /** Σ xᵢ·yᵢ: n, x, step, y, step. n is passed in 64 bits, whatever the library reads. */
  readonly sdot: ForeignFunction;
  /** The name of a function as this build decorates it. */
  named(name: string): string;
  readonly file: string | undefined;
}

/** The naming of a library that has the C interface of BLAS; undefined for one that has not. */
export function namingOf(library: ForeignLibrary): Naming | undefined {
  return namings.find(({ prefix, suffix }) => ['sgemm', 'sgemv', 'sdot'].every(name => library.has(`${prefix}cblas_${name}${suffix}`)));
}

/** Declares the functions of a library for integers of 32 or 64 bits. */
export function declareFunctions(library: ForeignLibrary, { prefix, suffix }: Naming, integer: 'int' | 'int64_t'): BlasFunctions {
  const named = (name: string): string => `${prefix}${name}${suffix}`;
  const address: ForeignType = 'uintptr_t';
  return {
    sgemm: library.declare('void', named('cblas_sgemm'), ['int', 'int', 'int', integer, integer, integer, 'float', address, integer, address, integer, 'float', address, integer]),
    sgemv: library.declare('void', named('cblas_sgemv'), ['int', 'int', integer, integer, 'float', address, integer, address, integer, 'float', address, integer]),
    sdot: library.declare('float', named('cblas_sdot'), ['int64_t', address, integer, address, integer]),
    named,
    file: library.fileOf(named('cblas_sgemm')),
  };
}
