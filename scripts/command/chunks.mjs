// The compiled command line with the packages that every training loads, as ES modules: one for what is always needed together.
import { readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { basename, dirname, join, relative } from 'node:path';
import { build } from 'esbuild';

const repository = new URL('../..', import.meta.url).pathname;
const compiled = join(repository, 'dist');
/** What a plugin may import of the chainrule that loads it: each is a chunk, so that there is one of each. */
export const shared = {
  chainrule: join(compiled, 'index.js'), 'chainrule/core': join(compiled, 'core.js'), 'chainrule/charts': join(compiled, 'charts/index.js'), 'chainrule/report': join(compiled, 'report/index.js'),
  inversify: 'inversify', 'reflect-metadata': 'reflect-metadata', zod: 'zod', 'zod/mini': 'zod/mini',
};
export const fileOf = name => `host-${name.replace('/', '-')}`;
/** The chunk that runs the command line. */
export const program = 'program';
const entries = Object.fromEntries(Object.entries(shared).map(([name, file]) => [fileOf(name), file]));
const bundled = /^(?:inversify|@inversifyjs\/.*|reflect-metadata\/?.*|zod|zod\/.*|yaml|commander|picocolors|papaparse|fastest-levenshtein|d3-.*|internmap)$/u;
/** yaml and commander give Node their CommonJS forms, whose names a bundle cannot see. */
const ways = { yaml: join(repository, 'node_modules/yaml/browser/index.js'), commander: join(repository, 'node_modules/commander/esm.mjs') };

/** Every module keeps the address that it has in dist, from which it finds the files beside it; what plugins share is found in the bundle. */
const addressesIn = folder => ({
  name: 'addresses',
  setup({ onLoad }) {
    onLoad({ filter: /\/dist\/.*\.js$/ }, ({ path }) => {
      if (path === join(compiled, 'host/hostAddresses.js')) return { contents: hostAddresses(), loader: 'js' };
      const source = readFileSync(path, 'utf8');
      return path.startsWith(compiled) ? { contents: source.replaceAll('import.meta.url', addressOf(relative(folder, path))), loader: 'js' } : undefined;
    });
  },
});

const addressOf = file => `new URL(${JSON.stringify(file)}, import.meta.url).href`;

function hostAddresses() {
  const lines = Object.keys(shared).map(name => `  ${JSON.stringify(name)}: ${addressOf(`./${fileOf(name)}.js`)},`);
  return `export const hostAddresses = {\n${lines.join('\n')}\n};\n`;
}

/** zod's some fifty languages are for plugins that ask for `z.locales`: own modules take zod without them. */
const fewerLanguages = {
  name: 'fewer-languages',
  setup({ onResolve, onLoad }) {
    const zod = join(repository, 'node_modules/zod/v4');
    const own = join(zod, 'mini/external.js');
    const without = path => ({ contents: readFileSync(path, 'utf8').replace(/^export \* as locales .*$/mu, ''), resolveDir: dirname(path), loader: 'js' });
    onResolve({ filter: /^zod\/mini$/ }, ({ importer }) => (importer.startsWith(compiled) && importer !== join(compiled, 'host/hostModules.js') ? { path: own, namespace: 'own' } : undefined));
    onLoad({ filter: /.*/, namespace: 'own' }, ({ path }) => without(path));
    onLoad({ filter: /\/zod\/v4\/core\/index\.js$/ }, ({ path }) => without(path));
  },
};

/** What CommonJS packages require of Node, asked for while the program runs; commander needs `child_process`, which is slow to load, for commands in files of their own alone. */
const builtins = {
  name: 'builtins',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /.*/ }, ({ path, kind }) => (kind === 'require-call' && isBuiltin(path) ? { path: path.replace('node:', ''), namespace: 'builtin' } : undefined));
    onLoad({ filter: /.*/, namespace: 'builtin' }, ({ path }) => {
      const asked = `process.getBuiltinModule(${JSON.stringify(`node:${path}`)})`;
      return { contents: path === 'child_process' ? `exports.spawn = (...words) => ${asked}.spawn(...words);` : `module.exports = ${asked};`, loader: 'js' };
    });
  },
};

const packages = {
  name: 'packages',
  setup({ onResolve, resolve }) {
    onResolve({ filter: /^[^./]/ }, async ({ path, resolveDir, kind, pluginData }) => {
      if (pluginData === 'ours') return undefined;
      if (!bundled.test(path)) return { external: true };
      return ways[path] === undefined ? resolve(path, { resolveDir, kind, pluginData: 'ours' }) : { path: ways[path] };
    });
  },
};

/** The chunks by name, `{ text, exports }` of each, and the files that they are made of. They are as if they lay in `folder`. */
export async function chunksOf(folder) {
  const { outputFiles, metafile: { inputs, outputs } } = await build({
    absWorkingDir: repository, outdir: folder, entryPoints: { [program]: join(compiled, 'cli/main.js'), ...entries }, write: false,
    bundle: true, splitting: true, format: 'esm', platform: 'node', target: 'node20', metafile: true, logLevel: 'error', plugins: [builtins, fewerLanguages, packages, addressesIn(folder)],
  });
  const chunks = outputFiles.map(({ path, text }) => [`./${basename(path)}`, { text, exports: outputs[relative(repository, path)].exports }]);
  return { chunks: new Map(chunks), inputs: Object.keys(inputs) };
}
