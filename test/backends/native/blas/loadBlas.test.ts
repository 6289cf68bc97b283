import { writeFileSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadBlas } from '../../../../src/backends/native/blas/loadBlas.ts';
import { BackendError } from '../../../../src/errors.ts';
import { installedBlas, koffiReason, reason, skip, skipWithoutKoffi } from './installed.ts';

describe.skipIf(skip)(`the system's BLAS${reason}`, () => {
  it('says what it is in one line', () => {
    const blas = installedBlas();
    const threads = `${blas.threads} ${blas.threads === 1 ? 'thread' : 'threads'}`;
    expect(blas.describe()).toMatch(/^(OpenBLAS|MKL|BLIS|Accelerate|reference or unnamed BLAS \(may be slow\))[^\n]*, \d+ threads?, \S[^\n]*$/);
    expect(blas.describe()).toContain(`, ${threads}, ${blas.library}`);
  });

  it('is the same library by its path', async () => {
    const again = await loadBlas({ blas: installedBlas().library });
    expect(again.describe()).toBe(installedBlas().describe());
  });

  it('has one thread where one is asked for', async () => {
    const one = await loadBlas({ threads: 1 });
    if (one.vendor !== 'Accelerate') expect(one.threads).toBe(1);
    expect(one.library).toBe(installedBlas().library);
  });

  it('leaves the environment as it was', async () => {
    const before = { ...process.env };
    await loadBlas();
    expect({ ...process.env }).toEqual(before);
  });
});

describe.skipIf(skipWithoutKoffi)(`what cannot be a BLAS${koffiReason}`, () => {
  it.runIf(process.platform === 'linux')('the library of mathematics', async () => {
    const load = loadBlas({ blas: 'libm.so.6' });
    await expect(load).rejects.toThrow(BackendError);
    await expect(load).rejects.toThrow(/libm\.so\.6 cannot be used as a BLAS\n {2}got: /);
  });

  it('a text file', async () => {
    const path = join(await mkdtemp(join(tmpdir(), 'blas-')), 'libopenblas.so');
    writeFileSync(path, 'no library');
    const load = loadBlas({ blas: path });
    await expect(load).rejects.toThrow(BackendError);
    await expect(load).rejects.toThrow(`the library ${path} cannot be used as a BLAS`);
    await expect(load).rejects.not.toThrow('Failed to load shared library');
  });

  it('a path without a file', async () => {
    await expect(loadBlas({ blas: '/no/such/libopenblas.so' })).rejects.toThrow('there is no file at this path');
  });

  it('any, with no threads', async () => {
    await expect(loadBlas({ threads: 0 })).rejects.toThrow('expected: a whole number from 1 up');
  });
});
