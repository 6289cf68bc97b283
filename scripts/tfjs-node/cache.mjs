import * as fs from 'node:fs';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { mustWork } from './check.mjs';
import { WayFailed } from './failure.mjs';
import { cacheRoot, stagingFolder } from './staging.mjs';

// The binding comes last: where it is, its libraries are.
const KEPT_FOLDERS = [join('deps', 'lib'), 'lib'];

/** Restores the cached copy into node_modules. */
export async function takeCachedCopy(installed) {
  const entry = entryFolder(installed);
  if (!fs.existsSync(entry)) throw new WayFailed('there is none yet');
  placeBinding(entry, installed.folder);
  return mustWork(installed);
}

/** Moves what was made into the cache in one step, so that no reader can meet half of it. */
export function keepInCache(staged) {
  const made = join(stagingFolder(), 'entry');
  for (const folder of KEPT_FOLDERS) move(join(staged.folder, folder), join(made, folder));
  const entry = entryFolder(staged);
  moveAway(entry);
  moveUnlessThere(made, entry);
}

/** Puts the binding and its libraries, as they lie in one folder, into another. */
export function placeBinding(source, target) {
  for (const kept of KEPT_FOLDERS) placeAll(join(source, kept), join(target, kept));
}

function entryFolder({ version, napi }) {
  return join(cacheRoot(), `${version}-${process.platform}-${process.arch}-napi-v${napi}`);
}

/** A copy that is there now did not work, or another process made it meanwhile. */
function moveAway(entry) {
  try {
    move(entry, join(stagingFolder(), 'replaced'));
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
  }
}

function moveUnlessThere(made, entry) {
  try {
    fs.renameSync(made, entry);
  } catch (error) {
    // Another process was first; its copy is as good as this one.
    if (!fs.existsSync(entry)) throw error;
  }
}

function move(source, target) {
  fs.mkdirSync(dirname(target), { recursive: true });
  fs.renameSync(source, target);
}

function placeAll(source, target) {
  fs.mkdirSync(target, { recursive: true });
  for (const entry of fs.readdirSync(source, { withFileTypes: true })) {
    const place = entry.isDirectory() ? placeAll : placeFile;
    place(join(source, entry.name), join(target, entry.name));
  }
}

/** Puts a file in place by a rename: a process that is loading the old one keeps it whole. */
function placeFile(source, target) {
  const beside = `${target}.${process.pid}`;
  fs.rmSync(beside, { force: true });
  duplicate(source, beside);
  fs.renameSync(beside, target);
  // A rename between two hard links to one file succeeds and does nothing.
  fs.rmSync(beside, { force: true });
}

function duplicate(source, target) {
  const link = fs.lstatSync(source).isSymbolicLink() && process.platform !== 'win32';
  if (link) fs.symlinkSync(fs.readlinkSync(source), target);
  else linkOrCopy(fs.realpathSync(source), target);
}

function linkOrCopy(source, target) {
  try {
    fs.linkSync(source, target);
  } catch {
    // node_modules may be on another disk, or on one without hard links.
    fs.copyFileSync(source, target, fs.constants.COPYFILE_FICLONE);
  }
}
