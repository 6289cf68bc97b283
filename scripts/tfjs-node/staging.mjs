import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import process from 'node:process';

const STAGING = 'staging-';
const A_DAY = 24 * 60 * 60 * 1000;

/** Where finished copies are kept between clones of the repository. */
export function cacheRoot() {
  const windows = process.platform === 'win32';
  const wished = windows ? process.env.LOCALAPPDATA : process.env.XDG_CACHE_HOME;
  const usual = join(homedir(), windows ? join('AppData', 'Local') : '.cache');
  return join(wished && isAbsolute(wished) ? wished : usual, 'chainrule', 'tfjs-node');
}

/** A new folder beside the finished copies: on the same disk, so that a rename is one step. */
export function stagingFolder() {
  mkdirSync(cacheRoot(), { recursive: true });
  removeAbandoned();
  const folder = mkdtempSync(join(cacheRoot(), STAGING));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A process that was killed could not remove its staging folder. */
function removeAbandoned() {
  const staging = readdirSync(cacheRoot()).filter((name) => name.startsWith(STAGING));
  for (const folder of staging.map((name) => join(cacheRoot(), name))) {
    const changed = statSync(folder, { throwIfNoEntry: false })?.mtimeMs ?? Date.now();
    if (Date.now() - changed > A_DAY) rmSync(folder, { recursive: true, force: true });
  }
}
