import { availableParallelism } from 'node:os';
import { describe, expect, it } from 'vitest';
import { threadsOf } from '../../../../src/backends/native/blas/blasOptions.ts';
import { BackendError } from '../../../../src/errors.ts';

describe('the number of threads', () => {
  it('is what the options say', () => {
    expect(threadsOf({ threads: 3 }, { OMP_NUM_THREADS: '5' })).toBe(3);
  });

  it('is else what the libraries\' own variables say', () => {
    expect(threadsOf({}, { OMP_NUM_THREADS: '5' })).toBe(5);
    expect(threadsOf({}, { OMP_NUM_THREADS: '5', OPENBLAS_NUM_THREADS: '1' })).toBe(1);
  });

  it('is else one for each available processor', () => {
    expect(threadsOf({}, {})).toBe(availableParallelism());
    expect(threadsOf({}, { OMP_NUM_THREADS: '4,2', OPENBLAS_NUM_THREADS: '0' })).toBe(availableParallelism());
  });

  it.each([0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])('cannot be %s', threads => {
    expect(() => threadsOf({ threads }, {})).toThrow(BackendError);
    expect(() => threadsOf({ threads }, {})).toThrow(`got: ${threads}\n  expected: a whole number from 1 up`);
  });
});
