// Packs the built package, installs it in an empty folder without optional parts, and trains with it from JavaScript, TypeScript's types and the command line.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';

const repository = new URL('..', import.meta.url).pathname;
const folder = mkdtempSync(join(tmpdir(), 'chainrule-package-'));
const run = (command, args, cwd = folder) => execFileSync(command, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });

/** The packed command. */
const chainrule = (...words) => run('npx', ['--no-install', 'chainrule', ...words]);

const program = `
import { adam, arrays, createRun, dense, meanSquaredError, sequential } from 'chainrule';
import { barChart, svgOf } from 'chainrule/charts';
import * as core from 'chainrule/core';
import { reportPage } from 'chainrule/report';
import { layerContract } from 'chainrule/testing';
const run = await createRun({
  model: sequential([dense({ units: 8, activation: 'tanh' }), dense({ units: 1 })]),
  loss: meanSquaredError(), optimizer: adam({ learningRate: 0.05 }), seed: 3,
  data: arrays({ inputs: [[0, 0], [0, 1], [1, 0], [1, 1]], targets: [[0], [1], [1], [0]] }), training: { epochs: 200, batchSize: 4 },
});
await run.train();
const { loss } = await run.evaluate('train');
if (!(loss < 0.01) || typeof layerContract !== 'function' || core.dense !== dense) throw new Error('the packed package does not train: loss ' + loss);
const chart = barChart({ title: 'Loss', axis: 'loss', bars: [{ label: 'xor', value: loss }] });
if (!svgOf(chart).startsWith('<svg') || !reportPage({ title: 'xor', sections: [{ heading: 'Loss', blocks: [{ kind: 'chart', chart }] }] }).includes('<svg')) throw new Error('the packed package draws no chart');
console.log('trained from the packed package, loss', loss.toExponential(2));
`;

const config = `
name: xor
model: [{ use: dense, units: 8, activation: tanh }, { use: dense, units: 1 }]
loss: meanSquaredError
optimizer: { use: adam, learningRate: 0.05 }
data: { use: arrays, inputs: [[0, 0], [0, 1], [1, 0], [1, 1]], targets: [[0], [1], [1], [0]] }
training: { epochs: 200, batchSize: 4 }
`;

/** The types reach a user's program: the one mistake that it holds is found, and no other. */
function checkTypes() {
  const compiler = join(repository, 'node_modules', '.bin', 'tsc');
  const flags = ['--noEmit', '--strict', '--module', 'nodenext', '--target', 'es2022', '--types', '', 'train.ts'];
  const { stdout } = spawnSync(compiler, flags, { cwd: folder, encoding: 'utf8' });
  const errors = stdout.split('\n').filter(line => line.includes('error TS'));
  if (errors.length !== 1 || !errors[0].includes("'number' is not assignable to type 'string'")) throw new Error(`the packed types do not fit:\n${stdout}`);
  console.log('type-checked against the packed types');
}

/** A plugin in JavaScript whose own module, which Node itself imports, meets the chainrule that runs. */
function checkPlugin() {
  writeFileSync(join(folder, 'watching.js'), "export { ConfigError } from 'chainrule';\n");
  writeFileSync(join(folder, 'watch.js'), `import { ConfigError, defineObserver, definePlugin, RUN_FOLDER } from 'chainrule';
import * as z from 'zod';
import { ConfigError as imported } from './watching.js';
const watch = defineObserver({ name: 'watch', summary: 'says where it writes', options: () => z.strictObject({}), inject: [RUN_FOLDER], create: (options, folder) => ({ finished: () => console.log(folder(), imported === ConfigError) }) });
export default definePlugin({ name: 'watch', contributes: { observers: [watch] } });
`);
  const out = chainrule('train', 'xor.yaml', '--plugin', './watch.js', '--set', 'observers=[watch]', '--set', 'training.epochs=1');
  if (!/runs.xor-2 true/u.test(out)) throw new Error(`the plugin of two JavaScript files does not run: ${out}`);
  console.log('a plugin of two JavaScript files runs in the packed command');
}

/** A plugin that is compiled when it is loaded, by a name of its own in the schema, the list and a run. */
function checkCompiledPlugin() {
  writeFileSync(join(folder, 'twice.ts'), `import { activation, defineLayer, definePlugin, z, type Plugin } from 'chainrule';
const twice = defineLayer({ name: 'twice', summary: 'y = 2·x', options: () => z.strictObject({}), create: () => activation(x => ({ y: x.mul(2), backward: dy => dy.mul(2) })) });
const plugin: Plugin = definePlugin({ name: 'twice', contributes: { layers: [twice] } });
export default plugin;
`);
  const listed = chainrule('list', 'layers', '--plugin', './twice.ts');
  chainrule('train', 'xor.yaml', '--plugin', './twice.ts', '--set', 'model[0]=twice', '--set', 'training.epochs=1');
  if (!listed.includes('y = 2·x')) throw new Error(`the plugin in TypeScript is not listed: ${listed}`);
  console.log('a plugin in TypeScript runs in the packed command');
}

/** The documentation is in the sources that the package ships, and the schema beside them. */
function checkDocumentation() {
  const { components: [dense] } = JSON.parse(chainrule('explain', 'dense', '--json'));
  if (!dense.equations[0].includes('x·W') || dense.options.some(({ description }) => description === undefined)) throw new Error('the packed command does not find the documentation');
  if (chainrule('schema') !== readFileSync(join(folder, 'node_modules/chainrule/config.schema.json'), 'utf8')) throw new Error('the packed schema is not that of the packed command');
  console.log('explained by the packed command');
}

/** What V8 compiled is kept after the first run of a command; one that is damaged, or cannot be kept, changes nothing but the time. */
function checkCompiled() {
  const compiled = join(folder, 'node_modules/chainrule/dist/command/compiled');
  const help = () => chainrule('--help');
  const expected = help();
  const [file] = readdirSync(compiled).filter(each => each.endsWith('--help'));
  const damages = [() => writeFileSync(join(compiled, file), 'damaged'), () => { rmSync(compiled, { recursive: true }); writeFileSync(compiled, ''); }];
  for (const damage of damages) {
    damage();
    if (help() !== expected || help() !== expected) throw new Error('the packed command does not run without what was compiled before');
  }
  console.log('the packed command runs with and without what was compiled before');
}

/** What a bundle of one name holds: no module has side effects but the command line, so that all others fall away. */
async function checkSideEffects() {
  const contents = "import { ShapeError } from 'chainrule'; console.log(ShapeError);";
  const { outputFiles: [bundle] } = await build({ stdin: { contents, resolveDir: folder }, bundle: true, format: 'esm', platform: 'browser', minify: true, write: false, logLevel: 'error' });
  if (bundle.contents.length > mostBytes) throw new Error(`a bundle of one error class has ${bundle.contents.length} bytes: a module is kept for its side effects`);
  console.log(`a bundle of one error class has ${bundle.contents.length} bytes`);
}
const mostBytes = 4000;

try {
  run('npm', ['pack', '--pack-destination', folder, '--silent'], repository);
  const packed = readdirSync(folder).find(name => name.endsWith('.tgz'));
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'user', private: true, type: 'module' }));
  run('npm', ['install', '--omit=optional', '--omit=peer', '--no-audit', '--no-fund', '--ignore-scripts', `./${packed}`]);
  writeFileSync(join(folder, 'train.js'), program);
  writeFileSync(join(folder, 'xor.yaml'), config);
  writeFileSync(join(folder, 'train.ts'), `${program}const wrong: string = (await run.evaluate('train'))['loss'] ?? 0;\n`);
  checkTypes();
  await checkSideEffects();
  process.stdout.write(run('node', ['train.js']));
  chainrule('train', 'xor.yaml');
  if (!readdirSync(join(folder, 'runs')).includes('xor-1')) throw new Error('the command wrote no run folder');
  console.log('trained by the packed command');
  checkPlugin();
  checkCompiledPlugin();
  checkDocumentation();
  checkCompiled();
} finally {
  rmSync(folder, { recursive: true, force: true });
}
