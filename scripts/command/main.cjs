#!/usr/bin/env node
// Starts the command line with what V8 compiled of it the last time: to compile it anew is most of the time of a short command. NODE_DISABLE_COMPILE_CACHE=1 does without.
'use strict';
const { mkdirSync, readFileSync, renameSync, writeFileSync } = require('node:fs');
const { dirname, join } = require('node:path');
const { pathToFileURL } = require('node:url');
const { Script } = require('node:vm');

const filename = join(__dirname, 'program.cjs');
/** The hash of the program, which `build.mjs` puts here: V8 itself knows a program by its length alone. */
const build = 'BUILD';
/** Every command has a file of its own, for it holds the functions that the command ran. It lies beside the program, and goes with it. */
const [word = ''] = process.argv.slice(2);
const file = join(__dirname, 'compiled', `${process.version}-${process.arch}-${build}-${word.replaceAll(/[^\w-]/gu, '').slice(0, 30)}`);
const caches = process.env.NODE_DISABLE_COMPILE_CACHE === undefined;

const cachedData = caches ? stored() : undefined;
const script = new Script(readFileSync(filename, 'latin1'), { filename, ...cachedData !== undefined && { cachedData } });
if (caches && (cachedData === undefined || script.cachedDataRejected === true)) process.once('exit', store);
script.runInThisContext()(require, specifier => import(specifier), pathToFileURL(filename).href);

function stored() {
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
}

/** A folder that cannot be written to keeps nothing: the next start is slower, and all else is the same. */
function store(code) {
  if (code !== 0) return;
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(`${file}.${process.pid}`, script.createCachedData());
    renameSync(`${file}.${process.pid}`, file);
  } catch {}
}
