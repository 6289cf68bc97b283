import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { makeFolder } from '../../src/platform/files.ts';
import { RunFolder } from '../../src/training/runFolder.ts';

const root = mkdtempSync(join(tmpdir(), 'chainrule-files-'));
afterAll(() => rmSync(root, { recursive: true }));

describe('makeFolder', () => {
  it('makes a folder and those around it, and takes one that is there', () => {
    const folder = join(root, 'a', 'b', 'c');
    makeFolder(folder);
    makeFolder(folder);
    expect(existsSync(folder)).toBe(true);
  });

  it('says where a file stands in the way', () => {
    const file = join(root, 'file');
    writeFileSync(file, '');
    expect(() => { makeFolder(join(file, 'inner', 'most')); }).toThrow(`${file} is a file, not a folder`);
    expect(() => { makeFolder(file); }).toThrow('is a file, not a folder');
  });

  // Node 20's own recursion never ends under /proc.
  it.runIf(process.platform === 'linux')('ends where a file system takes no folders', async () => {
    expect(() => { makeFolder('/proc/chainrule/runs'); }).toThrow('no folder can be made in /proc');
    await expect(RunFolder.create('/proc/chainrule', 'run')).rejects.toThrow(/^\/proc\/chainrule: the run folder cannot be made\n {2}got: no folder can be made in \/proc\n/u);
  }, 5000);
});
