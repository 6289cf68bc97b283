// Trains the built package under other versions of Node, on every backend that is installed: the losses must be those of this version.
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const versions = process.argv.length > 2 ? process.argv.slice(2) : ['22', '24'];
/** How far a loss may lie from that of this version, relative to it: functions of JavaScript's engine that differ in the last digit, over 60 steps. */
const tolerance = 1e-3;
const smoke = fileURLToPath(new URL('smoke.mjs', import.meta.url));

const expected = new Map(trained('node', []).map(result => [result.backend, result]));
for (const version of versions) {
  const [number] = run('npm', ['exec', '--yes', `--package=node@${version}`, '--', 'node', '--version']);
  const results = trained('npm', ['exec', '--yes', `--package=node@${version}`, '--', 'node']);
  for (const result of results) compare(result, number);
  console.log(`Node ${number}: ${results.filter(({ losses }) => losses !== undefined).map(({ backend }) => backend).join(', ')}`);
}

function trained(program, leading) {
  return run(program, [...leading, smoke]).map(line => JSON.parse(line));
}

function run(program, args) {
  return execFileSync(program, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] }).trim().split('\n');
}

function compare({ backend, losses, missing }, version) {
  const here = expected.get(backend);
  if (here?.losses === undefined) return;
  if (losses === undefined) throw new Error(`${backend} trains under Node ${process.version}, but not under ${version}: ${missing}`);
  const worst = Math.max(...losses.map((loss, index) => Math.abs(loss - here.losses[index]) / here.losses[index]));
  if (!(worst <= tolerance)) throw new Error(`${backend} under Node ${version}: losses ${losses.join(', ')}; under ${process.version} ${here.losses.join(', ')}`);
}
