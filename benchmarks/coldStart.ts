// How long the built command takes to start, as excess over `node -e 0` in the same round: npm run build, then npm run bench:start.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { medianInterval } from '../src/benchmark/statistics.ts';

const rounds = 21;
const main = fileURLToPath(new URL('../dist/command/main.cjs', import.meta.url));
const config = `
name: xor
model: [{ use: dense, units: 4, activation: tanh }, { use: dense, units: 1 }]
loss: binaryCrossEntropy
optimizer: { use: sgd, learningRate: 0.5 }
data: { use: arrays, inputs: [[0, 0], [0, 1], [1, 0], [1, 1]], targets: [[0], [1], [1], [0]] }
training: { epochs: 5, batchSize: 4 }
`;
const folder = mkdtempSync(join(tmpdir(), 'chainrule-start-'));

/** Milliseconds of a process from its start to its end. */
function taken(words: readonly string[]): number {
  const from = performance.now();
  const { status, stderr } = spawnSync(process.execPath, words, { cwd: folder, encoding: 'utf8' });
  if (status !== 0) throw new Error(`node ${words.join(' ')} ended with ${status}: ${stderr}`);
  return performance.now() - from;
}

try {
  writeFileSync(join(folder, 'xor.yaml'), config);
  const kinds = { 'node -e 0': ['-e', '0'], 'chainrule --help': [main, '--help'], 'chainrule train xor.yaml': [main, 'train', 'xor.yaml'] };
  const taking = Array.from({ length: rounds }, () => Object.values(kinds).map(taken));
  Object.keys(kinds).forEach((name, kind) => {
    const { estimate, low, high } = medianInterval(taking.map(round => (round[kind] ?? Number.NaN) - (kind === 0 ? 0 : round[0] ?? Number.NaN)));
    console.log(`${name}: ${estimate.toFixed(0)} ms (${low.toFixed(0)}–${high.toFixed(0)})${kind === 0 ? '' : ' over node -e 0'}`);
  });
} finally {
  rmSync(folder, { recursive: true, force: true });
}
