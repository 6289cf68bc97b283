import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ChainruleError } from '../src/errors.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

/**
 * Compiles `src` and `benchmarks` to JavaScript, as the package is built, and gives the folder: contenders then start as a user's program does, with no compiler
 * in the process. It lies in node_modules, so that packages resolve. Types are checked elsewhere. Throws a ChainruleError for a file that
 * is no TypeScript.
 */
export function emit(): string {
  const folder = join(root, 'node_modules/.cache/chainrule-benchmark');
  mkdirSync(folder, { recursive: true });
  const compiler = join(root, 'node_modules/typescript/bin/tsc');
  const options = ['--noCheck', '--noEmit', 'false', '--rootDir', '.', '--outDir', folder];
  const { status, stdout } = spawnSync(process.execPath, [compiler, ...options], { cwd: root, encoding: 'utf8' });
  if (status !== 0) throw new ChainruleError('the sources do not compile', { got: stdout.trim().split('\n').slice(0, 3).join('; '), next: 'run `npm run typecheck`' });
  return folder;
}
