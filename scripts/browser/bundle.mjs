import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';

/** A page's module as a bundler makes it for a browser: the files by name, and the size of those that are loaded with the page itself. */
export async function bundle(page) {
  const { outputFiles, metafile } = await build({
    entryPoints: [fileURLToPath(new URL(page, import.meta.url))],
    bundle: true, splitting: true, format: 'esm', minify: true, tsconfigRaw: {}, platform: 'browser', target: 'es2022', outdir: '/', write: false, metafile: true, logLevel: 'error',
  });
  const files = new Map(outputFiles.map(({ path, contents }) => [path.split('/').at(-1), contents]));
  const outputs = new Map(Object.entries(metafile.outputs).map(([path, output]) => [path.split('/').at(-1), output]));
  const nodeImports = [...outputs.values()].flatMap(({ imports }) => imports.filter(({ external }) => external).map(({ path }) => path));
  const entry = page.replace('.mjs', '.js');
  const loaded = loadedWith(entry, outputs);
  const bytes = loaded.map(name => gzipSync(files.get(name), { level: 9 }).length);
  return { files, entry, nodeImports, gzipped: bytes.reduce((sum, each) => sum + each, 0) };
}

/** The file and all that it imports statically. */
function loadedWith(name, outputs, seen = new Set()) {
  if (seen.has(name)) return [];
  seen.add(name);
  const imported = outputs.get(name).imports.filter(({ kind, external }) => kind === 'import-statement' && !external);
  return [name, ...imported.flatMap(({ path }) => loadedWith(path.split('/').at(-1), outputs, seen))];
}
