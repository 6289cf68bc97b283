import { existsSync, realpathSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import process from 'node:process';
import { WayFailed } from './failure.mjs';
import { environmentFor } from './package.mjs';
import { reasonOf, run } from './processes.mjs';
import { requireTools } from './tools.mjs';

const BUILD_SECONDS = 900;

/** Compiles the binding of a staged copy against the libtensorflow in its deps folder. */
export async function buildBinding(staged) {
  if (process.platform === 'linux') await requireTools(['g++', 'make', 'python3']);
  if (!findNodeGyp(staged)) throw new WayFailed('node-gyp was not found. It comes with npm: install npm, or `npm install --global node-gyp`');
  console.log('Building the binding.');
  const preGyp = staged.requireFrom.resolve('@mapbox/node-pre-gyp/bin/node-pre-gyp');
  const env = environmentFor(staged, { JOBS: process.env.JOBS ?? 'max', ...gypSettings(staged) });
  const args = [preGyp, 'install', '--build-from-source'];
  const result = await run(process.execPath, args, { cwd: staged.folder, env, seconds: BUILD_SECONDS });
  if (!result.ok) throw new WayFailed(`the binding could not be built: ${reasonOf(result)}`);
}

/** What node-pre-gyp and node-gyp are told by variables. */
export function gypSettings(staged) {
  const nodeGyp = findNodeGyp(staged);
  const nodedir = process.env.npm_config_nodedir ?? ownHeaders();
  return { ...(nodeGyp && { npm_config_node_gyp: nodeGyp }), ...(nodedir && { npm_config_nodedir: nodedir }) };
}

/** Where the headers of the running Node are installed beside it, node-gyp need not download them. */
function ownHeaders() {
  const prefix = dirname(dirname(process.execPath));
  return existsSync(join(prefix, 'include', 'node', 'node.h')) ? prefix : undefined;
}

/** node-pre-gyp looks only beside the running Node, where it is not with every installation of Node. */
function findNodeGyp({ modulePaths }) {
  const { npm_config_node_gyp: told, npm_execpath: npm } = process.env;
  const onPath = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  const installed = modulePaths.map((folder) => join(folder, 'node-gyp', 'bin', 'node-gyp.js'));
  const withNpm = [npm, ...onPath.flatMap(npmIn)].filter(Boolean).map(bundledWith);
  const commands = onPath.map((folder) => real(join(folder, 'node-gyp')));
  return [told, ...installed, ...withNpm, ...commands].find((path) => path?.endsWith('.js') && existsSync(path));
}

function npmIn(folder) {
  return [join(folder, 'npm'), join(folder, 'node_modules', 'npm', 'bin', 'npm-cli.js')];
}

function bundledWith(npm) {
  const script = real(npm);
  return script && join(dirname(dirname(script)), 'node_modules', 'node-gyp', 'bin', 'node-gyp.js');
}

function real(path) {
  return existsSync(path) ? realpathSync(path) : undefined;
}
