import { spawn } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Ended } from '../helpers.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const source = (path: string) => join(root, 'src', path);
const entries = { 'chainrule/testing': source('testing/index.ts'), 'chainrule/charts': source('charts/index.ts'), chainrule: source('index.ts') };

/** Makes a folder of packages see the sources of this checkout, as if chainrule, vitest and the types of Node were installed beside them. */
export function linkPackages(folder: string): void {
  mkdirSync(join(folder, 'node_modules'));
  for (const name of ['vitest', '@types']) symlinkSync(join(root, 'node_modules', name), join(folder, 'node_modules', name));
  writeFileSync(join(folder, 'vitest.config.mjs'), `export default { resolve: { alias: ${JSON.stringify(entries)} }, test: { testTimeout: 120_000 } };\n`);
  const paths = Object.fromEntries(Object.entries(entries).map(([name, path]) => [name, [path]]));
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({
    extends: join(root, 'tsconfig.json'), compilerOptions: { paths, lib: ['es2023', 'esnext.disposable', 'dom'], typeRoots: [join(root, 'node_modules/@types')] }, include: ['*/src', '*/test'],
  }));
}

/** Runs a program that this checkout has installed. */
export function runInstalled(name: 'vitest' | 'typescript', bin: string, words: readonly string[], folder: string): Promise<Ended> {
  const file = join(dirname(createRequire(import.meta.url).resolve(`${name}/package.json`)), bin);
  const child = spawn(process.execPath, [file, ...words], { cwd: folder, env: { ...process.env, NO_COLOR: '1', CI: 'true' } });
  const text = { out: '', err: '' };
  child.stdout.on('data', chunk => { text.out += String(chunk); });
  child.stderr.on('data', chunk => { text.err += String(chunk); });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', code => resolve({ code, ...text }));
  });
}
