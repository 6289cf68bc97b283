import { copyFileSync, existsSync } from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import { join } from 'node:path';
import process from 'node:process';
import { urlToHttpOptions } from 'node:url';
import { buildBinding, gypSettings } from './build.mjs';
import { checkThatItWorks } from './check.mjs';
import { WayFailed } from './failure.mjs';
import { environmentFor } from './package.mjs';
import { reasonOf, run } from './processes.mjs';

const PROBE_SECONDS = 4;
const INSTALL_SECONDS = 600;
const PUBLISHER = 'https://storage.googleapis.com/';

/** Has the package's own install script download libtensorflow and the binding into a staged copy. */
export async function installPublishedBinary(staged) {
  const host = downloadHost(process.env);
  await mustAnswer(host, staged);
  console.log(`Installing the published binary from ${host.hostname}.`);
  await runInstallScript(staged);
  putLibraryBesideBinding(staged);
  await buildWhereTheBinaryIsForAnotherProcessor(staged);
}

/** The host that the install script downloads from: it reads the same variables. */
function downloadHost(env) {
  const storage = env.TFJS_NODE_CDN_STORAGE || env.npm_config_TFJS_NODE_CDN_STORAGE || env.CDN_STORAGE;
  const base = env.TFJS_NODE_BASE_URI || env.npm_config_TFJS_NODE_BASE_URI || storage || PUBLISHER;
  return new URL('/', base);
}

/** The install script waits for a silent host without end; this does not. */
async function mustAnswer(host, staged) {
  try {
    await ask(host, proxyAgent(staged));
  } catch (error) {
    throw new WayFailed(`${host.hostname} does not answer (${error.code ?? error.message})`);
  }
}

function ask(host, agent) {
  const { request } = host.protocol === 'http:' ? http : https;
  // One argument: the proxy agent of the package replaces `https.request` by one that takes no more.
  const options = { ...urlToHttpOptions(host), method: 'HEAD', agent };
  return new Promise((resolve, reject) => {
    // Not a signal or a timeout of the request: neither comes through while the agent waits for its proxy.
    setTimeout(reject, PROBE_SECONDS * 1000, new Error(`${PROBE_SECONDS} seconds`));
    request(options, (answer) => resolve(answer.resume())).on('error', reject).end();
  });
}

function proxyAgent({ requireFrom }) {
  const { HTTPS_PROXY, https_proxy: httpsProxy, HTTP_PROXY, http_proxy: httpProxy } = process.env;
  const proxy = HTTPS_PROXY || httpsProxy || HTTP_PROXY || httpProxy;
  if (!proxy) return undefined;
  const Agent = requireFrom('https-proxy-agent');
  return new Agent(proxy);
}

async function runInstallScript(staged) {
  const script = join('scripts', 'install.js');
  const env = environmentFor(staged, gypSettings(staged));
  const result = await run(process.execPath, [script], { cwd: staged.folder, env, seconds: INSTALL_SECONDS });
  if (!result.ok) throw new WayFailed(`the package's install script failed: ${reasonOf(result)}`);
}

/** On Windows the install script puts the library where the newest Node-API would have it, not beside the binding. */
function putLibraryBesideBinding({ folder, napi }) {
  const library = join(folder, 'deps', 'lib', 'tensorflow.dll');
  const wanted = join(folder, 'lib', `napi-v${napi}`, 'tensorflow.dll');
  if (existsSync(library) && !existsSync(wanted)) copyFileSync(library, wanted);
}

/** The name of the published binding leaves the processor out: on arm64 it is the one for x64. */
async function buildWhereTheBinaryIsForAnotherProcessor(staged) {
  const { works } = await checkThatItWorks(staged);
  if (works || process.platform === 'win32') return;
  await buildBinding(staged);
}
