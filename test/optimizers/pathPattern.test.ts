import { expect, it } from 'vitest';
import { matchesPath } from '../../src/optimizers/pathPattern.ts';

it.each([
  ['dense/kernel', 'dense/kernel', true],
  ['dense/kernel', 'dense/kernel2', false],
  ['dense', 'dense/kernel', false],
  ['encoder/**', 'encoder/block/dense/kernel', true],
  ['encoder/**', 'encoder', true],
  ['encoder/**', 'decoder/encoder/kernel', false],
  ['**/bias', 'bias', true],
  ['**/bias', 'encoder/dense/bias', true],
  ['**/bias', 'encoder/bias/kernel', false],
  ['*/bias', 'encoder/dense/bias', false],
  ['dense*/kernel', 'dense_12/kernel', true],
  ['dense_?/kernel', 'dense_1/kernel', false],
  ['a/**/b/**', 'a/x/b/y/b', true],
  ['a.c/*', 'abc/d', false],
  ['**', 'anything/at/all', true],
])('%s and %s: %s', (pattern, path, expected) => {
  expect(matchesPath(pattern, path)).toBe(expected);
});
