import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { likelyFile, likelyName } from '../../src/platform/likelyName.ts';

const root = mkdtempSync(join(tmpdir(), 'chainrule-likely-'));
afterAll(() => rmSync(root, { recursive: true }));

describe('the name that was probably meant', () => {
  it.each([
    ['bsae.yaml', 'base.yaml'], ['bas.yaml', 'base.yaml'], ['mnist', 'mnist.yaml'], ['iris.yml', 'iris.yaml'], ['Base.yaml', 'base.yaml'], ['CHAINRULE_SED', 'CHAINRULE_SEED'],
  ])('%s is %s', (given, meant) => {
    expect(likelyName(given, ['other.yaml', meant, 'x'])).toBe(meant);
  });

  it.each([['nix.yaml', 'd10.yaml'], ['nofile.csv', 'noname.csv'], ['NOPE', 'HOME'], ['a.yaml', 'b.yaml'], ['train.csv', 'tests.csv']])('%s is not %s', (given, other) => {
    expect(likelyName(given, [other])).toBeUndefined();
  });

  it('is that of a file beside it, never its own, and none where there is no folder', () => {
    writeFileSync(join(root, 'table.csv'), '');
    expect(likelyFile(join(root, 'tabel.csv'))).toBe('table.csv');
    expect(likelyFile(join(root, 'table.csv'))).toBeUndefined();
    expect(likelyFile(join(root, 'none', 'table.csv'))).toBeUndefined();
    expect(likelyFile(join(root, 'table.csv', 'table.csv'))).toBeUndefined();
  });
});
