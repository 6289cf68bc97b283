import { describe, expect, it } from 'vitest';
import { kernelFor, wantedKernel, withKernel } from '../../../../src/backends/native/blas/openBlasKernel.ts';
import type { SystemLibrary } from '../../../../src/backends/native/blas/systemLibrary.ts';

const wide = ['sse2', 'avx2', 'avx512f', 'avx512bw', 'avx512dq', 'avx512vl'];

/** C's environment, and what was set in it while a library was loaded. */
function fakeSystem(variables: Map<string, string>): SystemLibrary {
  return {
    setVariable: (name, value) => { if (value === undefined) variables.delete(name); else variables.set(name, value); },
    variable: name => variables.get(name),
    pin: () => {},
    fileAt: () => undefined,
  };
}

describe('the kernels of OpenBLAS', () => {
  it('are SkylakeX where the processor has what they use', () => {
    expect(kernelFor('x64', wide)).toBe('SkylakeX');
    expect(kernelFor('x64', wide.filter(flag => flag !== 'avx512vl'))).toBeUndefined();
    expect(kernelFor('arm64', wide)).toBeUndefined();
  });

  it('are named while a library is loaded, and no longer', () => {
    const variables = new Map<string, string>();
    expect(withKernel(fakeSystem(variables), 'SkylakeX', () => variables.get('OPENBLAS_CORETYPE'))).toBe('SkylakeX');
    expect(() => withKernel(fakeSystem(variables), 'SkylakeX', () => { throw new Error('no library'); })).toThrow('no library');
    expect([...variables.keys()]).toEqual([]);
  });

  it('are the user\'s choice where there is one', () => {
    const variables = new Map([['OPENBLAS_CORETYPE', 'Haswell']]);
    expect(withKernel(fakeSystem(variables), 'SkylakeX', () => variables.get('OPENBLAS_CORETYPE'))).toBe('Haswell');
    expect(variables.get('OPENBLAS_CORETYPE')).toBe('Haswell');
    expect(wantedKernel({ OPENBLAS_CORETYPE: 'Zen' })).toBe('Zen');
  });
});
