import { describe, expect, it } from 'vitest';
import { blasCandidates } from '../../../../src/backends/native/blas/candidates.ts';

const nothing = (): boolean => false;
const only = (...paths: readonly string[]) => (path: string): boolean => paths.includes(path);

describe('the search for a BLAS on Linux', () => {
  it('asks the loader for OpenBLAS, MKL, BLIS and last for whatever is called BLAS', () => {
    expect(blasCandidates({ platform: 'linux', environment: {}, exists: nothing })).toEqual([
      'libopenblasp.so.0', 'libopenblas_pthreads.so.0', 'libopenblaso.so.0', 'libopenblas.so.0', 'libopenblas.so.3', 'libopenblas.so',
      'libmkl_rt.so.3', 'libmkl_rt.so.2', 'libmkl_rt.so.1', 'libmkl_rt.so',
      'libblis.so.4', 'libblis-mt.so.4', 'libblis-mt.so', 'libblis.so',
      'libflexiblas.so.3', 'libcblas.so.3', 'libblas.so.3',
    ]);
  });

  it('takes files of a conda environment before all', () => {
    const exists = only('/conda/lib/libopenblas.so.0', '/conda/lib/libmkl_rt.so.2', '/usr/lib64/libopenblasp.so.0');
    const found = blasCandidates({ platform: 'linux', environment: { CONDA_PREFIX: '/conda' }, exists });
    expect(found.slice(0, 3)).toEqual(['/conda/lib/libopenblas.so.0', '/conda/lib/libmkl_rt.so.2', 'libopenblasp.so.0']);
  });

  it.each([
    '/usr/lib64/libopenblasp.so.0', '/usr/lib/x86_64-linux-gnu/openblas-pthread/libopenblas.so.0', '/usr/lib/aarch64-linux-gnu/openblas-openmp/libopenblas.so.0', '/opt/OpenBLAS/lib/libopenblas.so',
  ])('takes %s, where the loader does not look, before MKL', file => {
    const found = blasCandidates({ platform: 'linux', environment: {}, exists: only(file) });
    expect(found[found.indexOf(file) - 1]).toBe('libopenblas.so');
    expect(found[found.indexOf(file) + 1]).toBe('libmkl_rt.so.3');
  });

  it('takes oneAPI\'s MKL from its own folder', () => {
    const file = '/opt/intel/oneapi/mkl/latest/lib/libmkl_rt.so.2';
    expect(blasCandidates({ platform: 'linux', environment: {}, exists: only(file) })).toContain(file);
  });
});

describe('the search for a BLAS elsewhere', () => {
  it('takes Accelerate on a Mac, which is no file, then Homebrew\'s OpenBLAS', () => {
    const framework = '/System/Library/Frameworks/Accelerate.framework/Accelerate';
    const homebrew = '/opt/homebrew/opt/openblas/lib/libopenblas.dylib';
    expect(blasCandidates({ platform: 'darwin', environment: {}, exists: nothing })).toEqual([framework]);
    expect(blasCandidates({ platform: 'darwin', environment: {}, exists: only(homebrew) })).toEqual([framework, homebrew]);
  });

  it('takes the DLLs that lie on the PATH of Windows, and those of conda before', () => {
    const names = ['libopenblas.dll', 'openblas.dll', 'mkl_rt.3.dll', 'mkl_rt.2.dll', 'mkl_rt.1.dll'];
    const conda = 'C:\\conda\\Library\\bin\\mkl_rt.2.dll';
    expect(blasCandidates({ platform: 'win32', environment: {}, exists: nothing })).toEqual(names);
    expect(blasCandidates({ platform: 'win32', environment: { CONDA_PREFIX: 'C:\\conda' }, exists: only(conda) })).toEqual([conda, ...names]);
  });
});
