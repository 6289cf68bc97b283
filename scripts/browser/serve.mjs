import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, normalize } from 'node:path';

const types = { '.html': 'text/html', '.js': 'text/javascript', '.mjs': 'text/javascript', '.wasm': 'application/wasm' };
const repository = new URL('../..', import.meta.url);

/** Serves a bundle on this machine alone, with the files of packages under /node_modules. Gives the address, what ends it, and the files of the bundle that were asked for. */
export async function serve({ files, entry }) {
  const asked = new Set();
  const server = createServer(({ url = '/' }, response) => {
    const path = normalize(url.split('?')[0]);
    const content = path === '/' ? `<!doctype html><script type="module" src="/${entry}"></script>` : files.get(path.slice(1)) ?? ofPackage(path);
    if (files.has(path.slice(1))) asked.add(path.slice(1));
    const type = path === '/' ? types['.html'] : types[extname(path)] ?? 'application/octet-stream';
    response.writeHead(content === undefined ? 404 : 200, { 'content-type': type }).end(content);
  });
  await new Promise(resolve => server.listen(0, '127.0.0.1', resolve));
  return { address: `http://127.0.0.1:${server.address().port}/`, close: () => server.close(), asked };
}

function ofPackage(path) {
  try {
    return path.startsWith('/node_modules/') ? readFileSync(new URL(`.${path}`, repository)) : undefined;
  } catch {
    return undefined;
  }
}
