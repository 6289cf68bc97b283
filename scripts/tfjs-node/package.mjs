import { cpSync, existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, delimiter, dirname, join } from 'node:path';
import process from 'node:process';
import { WayFailed } from './failure.mjs';
import { stagingFolder } from './staging.mjs';

const NAME = '@tensorflow/tfjs-node';
const MADE_ON_THIS_MACHINE = new Set(['build', 'deps', 'lib', 'node_modules']);
const here = createRequire(import.meta.url);

/** The package in node_modules: where it is, what it is and where its own dependencies are. */
export function installedPackage() {
  const manifest = manifestPath();
  const { version, binary } = JSON.parse(readFileSync(manifest, 'utf8'));
  const requireFrom = createRequire(manifest);
  const napi = Math.max(...binary.napi_versions.filter((version) => version <= Number(process.versions.napi)));
  return { folder: dirname(manifest), version, napi, requireFrom, modulePaths: requireFrom.resolve.paths(NAME) };
}

/** A copy of the package without its binary, in a folder that is gone when this process ends. */
export function stagedCopy(installed) {
  const folder = join(stagingFolder(), 'package');
  const filter = (source) => dirname(source) !== installed.folder || !MADE_ON_THIS_MACHINE.has(basename(source));
  cpSync(installed.folder, folder, { recursive: true, filter });
  return { ...installed, folder };
}

/** The environment for a child that runs the package's code, from wherever a copy of it lies. */
export function environmentFor({ modulePaths }, extra = {}) {
  const path = Object.keys(process.env).find((name) => name.toUpperCase() === 'PATH') ?? 'PATH';
  const commands = modulePaths.map((folder) => join(folder, '.bin')).filter((folder) => existsSync(folder));
  return {
    ...process.env,
    ...extra,
    NODE_PATH: listOf(...modulePaths, process.env.NODE_PATH),
    [path]: listOf(...commands, process.env[path]),
  };
}

function manifestPath() {
  try {
    return here.resolve(`${NAME}/package.json`);
  } catch {
    throw new WayFailed(`${NAME} is not in node_modules. Run \`npm install\` first, with development dependencies.`);
  }
}

function listOf(...parts) {
  return parts.filter(Boolean).join(delimiter);
}
