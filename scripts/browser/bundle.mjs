import { isBuiltin } from 'node:module';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'vite';

const repository = fileURLToPath(new URL('../..', import.meta.url));

/** A page's module as Vite makes it for a browser: the files by name, those that are loaded with the page itself, and our modules that import modules of Node's. */
export async function bundle(page) {
  const nodeImports = new Set();
  const { output } = await build({
    root: repository, configFile: false, logLevel: 'error', plugins: [noticing(nodeImports)],
    build: {
      write: false, target: 'es2022', modulePreload: { polyfill: false }, chunkSizeWarningLimit: Number.POSITIVE_INFINITY,
      rolldownOptions: { input: fileURLToPath(new URL(page, import.meta.url)), output: { entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js', assetFileNames: '[name]-[hash][extname]' } },
    },
  });
  const chunks = new Map(output.map(file => [file.fileName, file]));
  const entry = page.replace('.mjs', '.js');
  return { files: new Map(output.map(({ fileName, code, source }) => [fileName, code ?? source])), entry, nodeImports: [...nodeImports], loaded: loadedWith(entry, chunks) };
}

/** Bytes of files, each gzipped as a server sends it. */
export function gzippedSize(files, names) {
  return names.reduce((sum, name) => sum + gzipSync(files.get(name), { level: 9 }).length, 0);
}

/** Vite puts an empty module in the place of one of Node's, so that an import of one does not show in what it makes. */
function noticing(nodeImports) {
  return {
    name: 'imports-of-node', enforce: 'pre',
    resolveId(source, importer) {
      if (isBuiltin(source) && importer?.startsWith(`${repository}dist/`) === true) nodeImports.add(`${source} in ${importer.slice(repository.length)}`);
    },
  };
}

/** The file and all that it imports statically. */
function loadedWith(name, chunks, seen = new Set()) {
  if (seen.has(name) || !chunks.has(name)) return [];
  seen.add(name);
  return [name, ...chunks.get(name).imports.flatMap(each => loadedWith(each, chunks, seen))];
}
