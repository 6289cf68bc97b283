// Trains the built package under other versions of Node, on every backend that is installed: the losses must be those of this version.
import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';

const versions = process.argv.length > 2 ? process.argv.slice(2) : ['22', '24'];
/** How far a loss may lie from that of this version, relative to it: functions of JavaScript's engine that differ in the last digit, over 60 steps. */
const tolerance = 1e-3;
const smoke = fileURLToPath(new URL('smoke.mjs', import.meta.url));
const main = fileURLToPath(new URL('../dist/command/main.cjs', import.meta.url));
const compiled = fileURLToPath(new URL('../dist/command/compiled', import.meta.url));
const repository = fileURLToPath(new URL('..', import.meta.url));

const expected = new Map(trained(process.execPath).map(result => [result.backend, result]));
for (const version of versions) {
  const program = binaryOf(version);
  const results = trained(program);
  for (const result of results) compare(result, version);
  compareCommands(program, version);
  console.log(`Node ${run(program, ['--version'])}: ${results.filter(({ losses }) => losses !== undefined).map(({ backend }) => backend).join(', ')}`);
}

/** The binary of a version, as npm's package `node` brings it; its install script fetches it, which this repository's own settings forbid. */
function binaryOf(version) {
  const path = run('npm', ['exec', '--yes', '--ignore-scripts=false', `--package=node@${version}`, '--', 'node', '-p', 'process.execPath'], tmpdir());
  const found = run(path, ['--version']);
  if (!found.startsWith(`v${version}.`)) throw new Error(`npm's package node@${version} gave Node ${found}`);
  return path;
}

function trained(program) {
  return run(program, [smoke]).split('\n').map(line => JSON.parse(line));
}

function run(program, args, cwd = repository) {
  return execFileSync(program, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] }).trim();
}

/** The command line starts twice: compiled anew, and from what V8 compiled the first time. */
function compareCommands(program, version) {
  const listed = () => run(program, [main, 'list', 'layers', '--json']);
  const [first, second] = [listed(), listed()];
  const here = run(process.execPath, [main, 'list', 'layers', '--json']);
  if (first !== here || second !== here) throw new Error(`\`list layers --json\` under Node ${version} prints ${first} first, then ${second}; under ${process.version} ${here}`);
  if (!readdirSync(compiled).some(file => file.startsWith(`v${version}.`))) throw new Error(`the command line under Node ${version} kept nothing of what was compiled`);
}

function compare({ backend, losses, missing }, version) {
  const here = expected.get(backend);
  if (here?.losses === undefined) return;
  if (losses === undefined) throw new Error(`${backend} trains under Node ${process.version}, but not under ${version}: ${missing}`);
  const worst = Math.max(...losses.map((loss, index) => Math.abs(loss - here.losses[index]) / here.losses[index]));
  if (!(worst <= tolerance)) throw new Error(`${backend} under Node ${version}: losses ${losses.join(', ')}; under ${process.version} ${here.losses.join(', ')}`);
}
