import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import process from 'node:process';
import { WayFailed } from './failure.mjs';

const WINDOWS = process.platform === 'win32';
const PLACE_VARIABLE = WINDOWS ? 'LOCALAPPDATA' : 'XDG_CACHE_HOME';
const USUAL_PLACE = WINDOWS ? join('AppData', 'Local') : '.cache';
const STAGING = 'staging-';
const A_DAY = 24 * 60 * 60 * 1000;

/** Where finished copies are kept between clones of the repository. */
export function cacheRoot() {
  const wished = process.env[PLACE_VARIABLE];
  const place = wished && isAbsolute(wished) ? wished : join(homedir(), USUAL_PLACE);
  return join(place, 'chainrule', 'tfjs-node');
}

/** A new folder beside the finished copies: on the same disk, so that a rename is one step. */
export function stagingFolder() {
  const folder = newFolder();
  removeAbandoned();
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

function newFolder() {
  try {
    mkdirSync(cacheRoot(), { recursive: true });
    return mkdtempSync(join(cacheRoot(), STAGING));
  } catch (error) {
    const advice = `${PLACE_VARIABLE} can name another place`;
    throw new WayFailed(`${cacheRoot()} cannot be written (${error.code}); ${advice}`);
  }
}

/** A process that was killed could not remove its staging folder. */
function removeAbandoned() {
  const staging = readdirSync(cacheRoot()).filter((name) => name.startsWith(STAGING));
  for (const folder of staging.map((name) => join(cacheRoot(), name))) {
    const changed = statSync(folder, { throwIfNoEntry: false })?.mtimeMs ?? Date.now();
    if (Date.now() - changed > A_DAY) rmSync(folder, { recursive: true, force: true });
  }
}
