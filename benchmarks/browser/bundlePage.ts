import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import type { Plugin } from 'esbuild';

/**
 * The page and all that it imports as one module. What runs in Node alone is replaced by modules without content: those of Node, and packages that only Node loads.
 * chainrule and its terminal output look at a few things of Node while they are loaded or a run is made; these are there, and empty.
 */
export async function bundlePage(): Promise<Uint8Array> {
  const { outputFiles: [file] } = await build({
    entryPoints: [fileURLToPath(new URL('page.ts', import.meta.url))],
    bundle: true, format: 'esm', platform: 'browser', target: 'es2022', write: false, logLevel: 'error', plugins: [withoutNode],
    banner: { js: `globalThis.process ??= { env: {}, argv: [], versions: {}, platform: 'browser', stdout: {}, stderr: {}, cwd: () => '/', on() {} };` },
  });
  if (file === undefined) throw new Error('the page was not bundled');
  return file.contents;
}

const nodeAlone = /^(node:.*|@tensorflow\/tfjs-node|onnxruntime-node.*|koffi|fs|path|os|util|crypto|worker_threads|perf_hooks|url|module)$/;

/** What is used of Node's modules in a page. */
const contents: Readonly<Record<string, string>> = {
  'node:path': `exports.resolve = exports.join = (...parts) => parts.join('/');`,
  'node:process': 'module.exports = globalThis.process;',
};

const withoutNode: Plugin = {
  name: 'without Node',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: nodeAlone }, ({ path }) => ({ path, namespace: 'node' }));
    onLoad({ filter: /.*/, namespace: 'node' }, ({ path }) => ({ contents: contents[path] ?? 'module.exports = {};', loader: 'js' }));
  },
};
