import { describe, expect, it } from 'vitest';
import { findBlas } from '../../../../src/backends/native/blas/findBlas.ts';
import type { FoundName } from '../../../../src/backends/native/blas/findBlas.ts';
import type { ForeignLibrary } from '../../../../src/backends/native/blas/foreignLibrary.ts';
import { BackendError } from '../../../../src/errors.ts';
import { fakeLibrary, fakeMemory } from './fakeLibrary.ts';
import type { Fault, FakeMemory } from './fakeLibrary.ts';

const noBlas: ForeignLibrary = { has: () => false, declare: () => () => undefined, fileOf: () => undefined };

interface System {
  readonly libraries: Readonly<Record<string, Fault | 'no BLAS' | 'unreadable'>>;
  readonly environment?: NodeJS.ProcessEnv;
  readonly decorate?: (name: string) => string;
}

function openFake({ libraries, decorate }: System, memory: FakeMemory, name: string): ForeignLibrary {
  const kind = libraries[name];
  if (kind === undefined) throw new Error('Failed to load shared library: cannot open shared object file: No such file or directory');
  if (kind === 'unreadable') throw new Error('Failed to load shared library: invalid ELF header');
  return kind === 'no BLAS' ? noBlas : fakeLibrary(memory, kind, decorate);
}

function find(system: System, named?: string): FoundName {
  const memory = fakeMemory();
  const open = (name: string): ForeignLibrary => openFake(system, memory, name);
  return findBlas(named, { open, addressOf: memory.addressOf, environment: system.environment ?? {} }, { platform: 'linux', advice: 'run `install blas`' });
}

function messageOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    expect(error).toBeInstanceOf(BackendError);
    return error instanceof Error ? error.message : '';
  }
  throw new Error('no error');
}

describe('finding a BLAS', () => {
  const several: System = { libraries: { 'libopenblas.so.0': 'none', 'libblas.so.3': 'none', 'mine.so': 'none', 'yours.so': 'none' } };

  it('takes the one that is named, then that of CHAINRULE_BLAS, then the first of the search', () => {
    const environment = { CHAINRULE_BLAS: 'yours.so' };
    expect(find({ ...several, environment }, 'mine.so').name).toBe('mine.so');
    expect(find({ ...several, environment }).name).toBe('yours.so');
    expect(find({ ...several, environment: { CHAINRULE_BLAS: '' } }).name).toBe('libopenblas.so.0');
  });

  it('passes over libraries that compute wrong, or are none', () => {
    expect(find({ libraries: { 'libopenblas.so.0': 'wrong matrix products', 'libmkl_rt.so.2': 'no BLAS', 'libblas.so.3': 'none' } }).name).toBe('libblas.so.3');
  });

  it.each(['cblas_sgemm64_', 'cblas_sgemm_64', 'scipy_cblas_sgemm64_'])('knows builds that call it %s', name => {
    const [prefix = '', suffix = ''] = name.split('cblas_sgemm');
    const found = find({ libraries: { 'libopenblas.so.0': name.startsWith('scipy') ? 'none' : 'wide integers' }, decorate: plain => prefix + plain + suffix });
    expect(found.loaded.functions.named('cblas_sgemm')).toBe(name);
  });

  it('finds out that a library without a suffix has 64-bit integers', () => {
    expect(find({ libraries: { 'libopenblas.so.0': 'wide integers' } }).loaded.functions.file).toBe('/fake/libfake.so');
  });
});

describe('where no BLAS is found', () => {
  it('the error says what was looked for, and what to install', () => {
    const message = messageOf(() => find({ libraries: {} }));
    expect(message).toContain('native: no BLAS was found on this system\n');
    expect(message).toContain('libopenblas.so.0');
    expect(message).toContain('libblas.so.3');
    expect(message).toContain('CHAINRULE_BLAS');
    expect(message).toContain('next: run `install blas`; or choose the backend wasm');
  });

  it('the error says what was wrong with those that are there', () => {
    expect(messageOf(() => find({ libraries: { 'libblas.so.3': 'wrong matrix products' } })))
      .toContain('libblas.so.3: it computes wrong products: cblas_sgemm gave [10, 22, 28, 46] where [9, 21, 27, 45] is right');
  });
});

describe('a library that is named and does not serve', () => {
  it.each([
    ['absent.so', 'cannot open shared object file', '; to install one: run `install blas`'],
    ['broken.so', 'got: invalid ELF header\n', 'or none, so that it is looked for'],
    ['libm.so.6', 'it has no function cblas_sgemm', 'or none, so that it is looked for'],
    ['odd.so', 'cblas_sgemv gave [NaN, NaN] where [5, 11] is right', 'or none, so that it is looked for'],
    ['/no/such/folder/libopenblas.so', 'got: there is no file at this path', 'to install one'],
    [import.meta.dirname, 'got: it is not a file', 'to install one'],
  ])('%s', (name, got, next) => {
    const libraries = { 'broken.so': 'unreadable', 'libm.so.6': 'no BLAS', 'odd.so': 'wrong vector products' } as const;
    const message = messageOf(() => find({ libraries }, name));
    expect(message).toContain(`native: blas: the library ${name} cannot be used as a BLAS`);
    expect(message).toContain(got);
    expect(message).toContain(next);
  });

  it('is told by the variable that named it', () => {
    expect(messageOf(() => find({ libraries: {}, environment: { CHAINRULE_BLAS: 'absent.so' } }))).toContain('native: CHAINRULE_BLAS: the library absent.so');
  });
});
