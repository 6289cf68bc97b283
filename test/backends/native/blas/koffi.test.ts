import { expect, it } from 'vitest';
import { koffiMissing } from '../../../../src/backends/native/blas/loadKoffi.ts';

it('says what to install where koffi is absent, and where its binary does not load', () => {
  const absent = koffiMissing(new Error('Cannot find package \'koffi\' imported from /somewhere/loadKoffi.js'));
  expect(absent.message).toContain('native: koffi is not installed');
  expect(absent.message).toContain('npm install koffi');
  expect(koffiMissing(new Error('Cannot find the native Koffi module; did you bundle it correctly?')).message).toContain('is installed, but does not load');
});
