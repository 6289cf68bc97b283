import { existsSync, realpathSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import process from 'node:process';
import { WayFailed } from './failure.mjs';
import { environmentFor } from './package.mjs';
import { reasonOf, run } from './processes.mjs';
import { requireTools } from './tools.mjs';

const BUILD_SECONDS = 900;
const NO_NODE_GYP = 'node-gyp was not found. It comes with npm: install npm';

/** Compiles the binding of a staged copy against the libtensorflow in its deps folder. */
export async function buildBinding(staged) {
  await requireBuildTools(staged);
  console.log('Building the binding.');
  const preGyp = staged.requireFrom.resolve('@mapbox/node-pre-gyp/bin/node-pre-gyp');
  const env = environmentFor(staged, { JOBS: process.env.JOBS ?? 'max', ...gypSettings(staged) });
  const args = [preGyp, 'install', '--build-from-source'];
  const result = await run(process.execPath, args, { cwd: staged.folder, env, seconds: BUILD_SECONDS });
  if (!result.ok) throw new WayFailed(`the binding could not be built: ${reasonOf(result)}${hintOnHeaders(env)}`);
}

/** The command line of each tool that a build needs. */
export async function requireBuildTools(staged, more = []) {
  // The tools of another system have other names; there node-gyp says what it misses.
  const tools = process.platform === 'linux' ? await requireTools(['g++', 'make', 'python3', ...more]) : {};
  if (!findNodeGyp(staged)) throw new WayFailed(NO_NODE_GYP);
  return tools;
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

function hintOnHeaders({ npm_config_nodedir: nodedir }) {
  if (nodedir) return '';
  return '\n      (Node has no headers beside it here. npm_config_nodedir can name a folder that holds include/node/node.h.)';
}

/** node-pre-gyp looks only beside the running Node, where it is not with every installation of Node. */
function findNodeGyp({ modulePaths }) {
  const { npm_config_node_gyp: told, npm_execpath: npm } = process.env;
  const onPath = [dirname(process.execPath), ...(process.env.PATH ?? '').split(delimiter).filter(Boolean)];
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
