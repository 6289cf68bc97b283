import { expect, it } from 'vitest';
import type { ForeignFunction, ForeignLibrary } from '../../../../src/backends/native/blas/foreignLibrary.ts';
import { openMpThreads } from '../../../../src/backends/native/blas/openBlas.ts';
import { BackendError } from '../../../../src/errors.ts';

/** OpenMP's two functions about the number of threads. */
function openMp(): ForeignLibrary {
  let threads = 8;
  const functions = new Map<string, ForeignFunction>([
    ['omp_set_num_threads', count => { threads = Number(count); }],
    ['omp_get_max_threads', () => threads],
  ]);
  return { has: name => functions.has(name), declare: (_result, name) => functions.get(name) ?? (() => undefined), fileOf: () => undefined };
}

it('OpenBLAS with OpenMP has as many threads as are asked for in the main thread, and one in a worker thread', () => {
  expect(openMpThreads({ library: openMp() }, true)(3)).toBe(3);
  expect(openMpThreads({ library: openMp() }, false)(3)).toBe(1);
});

it('OpenBLAS with OpenMP is refused where it hides how threads are set', () => {
  expect(() => openMpThreads({ library: { ...openMp(), has: () => false } }, true)).toThrow(BackendError);
});
