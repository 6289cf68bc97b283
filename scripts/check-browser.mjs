// Bundles the built package for browsers, looks at what the bundles hold, and trains in headless Chromium: the losses must be those of Node.
import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';
import { createRun } from 'chainrule';
import { bundle, gzippedSize } from './browser/bundle.mjs';
import { serve } from './browser/serve.mjs';
import { configFor, lossesOf } from './smokeTraining.mjs';

/** Bytes, gzipped, of all that a page asks for which trains on `typescript` alone. */
const mostBytes = 70_000;
/** How far a loss may lie from that of Node's `typescript`, relative to it: rounding of float32, and functions that engines compute a last digit apart. */
const tolerance = 2e-3;
const executablePath = [process.env.CHAINRULE_CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(path => path && existsSync(path));
if (executablePath === undefined) throw new Error('there is no Chromium: install it (on Debian `apt-get install chromium`), or name it in CHAINRULE_CHROMIUM');

const [core, whole] = [await bundle('corePage.mjs'), await bundle('wholePage.mjs')];
for (const [name, { nodeImports, files, loaded }] of Object.entries({ 'chainrule/core with typescript alone': core, 'chainrule, without the backends that are loaded when chosen': whole })) {
  if (nodeImports.length > 0) throw new Error(`the bundle of ${name} imports ${nodeImports.join(', ')}`);
  console.log(`${name}: ${kilobytes(gzippedSize(files, loaded))} gzipped, no import of Node's`);
}

const expected = await lossesOf(await createRun(configFor('typescript')));
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--enable-unsafe-swiftshader'] });
try {
  const asked = await trainIn(core, ['typescript'], 'core');
  const bytes = gzippedSize(core.files, asked);
  console.log(`a page that trained on typescript alone had asked for ${kilobytes(bytes)} gzipped, in ${asked.length} files`);
  if (bytes >= mostBytes) throw new Error(`at most ${kilobytes(mostBytes)} are wanted`);
  await trainIn(whole, ['typescript', 'wasm', 'auto', 'onnx:wasm', 'tfjs:cpu', 'tfjs:wasm', ...(await hasWebGl() ? ['tfjs:webgl'] : [])], 'whole');
} finally {
  await browser.close();
}

async function trainIn(page, backends, label) {
  const { address, close, asked } = await serve(page);
  const tab = await browser.newPage();
  const problems = [];
  tab.on('pageerror', error => problems.push(error.message));
  await tab.goto(address);
  await tab.waitForFunction(() => 'train' in globalThis, undefined, { timeout: 30_000 }).catch(() => { throw new Error(`the page did not load: ${problems.join('; ') || 'no error was reported'}`); });
  for (const backend of backends) {
    const losses = await tab.evaluate(name => globalThis.train(name), backend);
    const worst = Math.max(...losses.map((loss, index) => Math.abs(loss - expected[index]) / expected[index]));
    if (losses.length !== expected.length || !(worst <= tolerance)) throw new Error(`${label}, ${backend}: losses ${losses.join(', ')}; in Node ${expected.join(', ')}`);
    console.log(`${label}, ${backend} in Chromium ${browser.version()}: loss ${losses[0].toFixed(4)} → ${losses.at(-1).toFixed(4)}, at most ${worst.toExponential(1)} from Node's`);
  }
  await tab.close();
  close();
  return [...asked];
}

function kilobytes(bytes) {
  return `${(bytes / 1000).toFixed(1)} kB`;
}

async function hasWebGl() {
  const tab = await browser.newPage();
  const has = await tab.evaluate(() => new OffscreenCanvas(1, 1).getContext('webgl2') !== null);
  await tab.close();
  if (!has) console.log('tfjs:webgl is left out: this Chromium has no WebGL');
  return has;
}
