import type { ForeignFunction, ForeignLibrary } from '../../../../src/backends/native/blas/foreignLibrary.ts';
import type { AddressOf } from '../../../../src/backends/native/blas/foreignMemory.ts';

/** Memory as a fake library sees it: addresses are positions in a list of arrays. */
export interface FakeMemory {
  readonly addressOf: AddressOf;
  at(address: unknown): Float32Array | Uint8Array;
}

export function fakeMemory(): FakeMemory {
  const arrays: (Float32Array | Uint8Array)[] = [];
  return {
    addressOf: values => arrays.push(values) - 1,
    at: address => arrays[Number(address)] ?? new Float32Array(),
  };
}

/** What a fake library gets wrong. */
export type Fault = 'none' | 'wide integers' | 'wrong matrix products' | 'wrong vector products';

/** A BLAS in plain loops, for untransposed left operands, with the functions that a search tries. */
export function fakeLibrary({ at }: FakeMemory, fault: Fault = 'none', decorate: (name: string) => string = name => name): ForeignLibrary {
  const wide = fault === 'wide integers';
  const functions: Readonly<Record<string, ForeignFunction>> = {
    cblas_sdot: (n, x, _dx, y) => {
      const length = wide ? Number(n) : Number(BigInt.asIntN(32, BigInt(n ?? 0)));
      return Array.from({ length: Math.max(0, length) }, (_, i) => (at(x)[i] ?? 0) * (at(y)[i] ?? 0)).reduce((total, value) => total + value, 0);
    },
    cblas_sgemm: (...[, , , m, n, k, alpha, a, , b, , beta, c]) => {
      const [rows, columns, inner, output] = [Number(m), Number(n), Number(k), at(c)];
      for (let i = 0; i < rows * columns; i++) {
        const [row, column] = [Math.floor(i / columns), i % columns];
        const total = Array.from({ length: inner }, (_, l) => (at(a)[row * inner + l] ?? 0) * (at(b)[column * inner + l] ?? 0)).reduce((sum, value) => sum + value, 0);
        output[i] = Number(alpha) * total + Number(beta) * (output[i] ?? 0) + (fault === 'wrong matrix products' ? 1 : 0);
      }
    },
    cblas_sgemv: (...[, , m, n, alpha, a, , x, , , y]) => {
      for (let row = 0; row < Number(m); row++) {
        const total = Array.from({ length: Number(n) }, (_, l) => (at(a)[row * Number(n) + l] ?? 0) * (at(x)[l] ?? 0)).reduce((sum, value) => sum + value, 0);
        at(y)[row] = fault === 'wrong vector products' ? Number.NaN : Number(alpha) * total;
      }
    },
  };
  const table = new Map(Object.entries(functions).map(([name, call]) => [decorate(name), call]));
  return {
    has: name => table.has(name),
    declare(_result, name, parameters) {
      // Integers of the wrong size lie in the wrong places: nothing sensible is computed.
      if (name === decorate('cblas_sgemm') && parameters.includes('int64_t') !== wide) return () => undefined;
      return table.get(name) ?? (() => { throw new Error(`no ${name}`); });
    },
    fileOf: name => (table.has(name) ? '/fake/libfake.so' : undefined),
  };
}
