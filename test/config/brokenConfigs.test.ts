import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseOverride } from '../../src/config/override.ts';
import { checkConfig } from '../../src/config/resolved/checkConfig.ts';
import { ChainruleError } from '../../src/errors.ts';
import { InvalidConfigError } from '../../src/plugins/problem.ts';
import { openRun } from '../../src/run/openRun.ts';
import { mutation, piece } from './brokenConfigs/mutants.ts';
import { folderOf } from './files.ts';

/** Set CHAINRULE_RANDOM_CONFIGS for more, and CHAINRULE_RANDOM_SEED for others. */
const count = Number(process.env['CHAINRULE_RANDOM_CONFIGS'] ?? 150);
const seed = Number(process.env['CHAINRULE_RANDOM_SEED'] ?? 1);
/** Milliseconds; a busy machine takes far longer than a quiet one. */
const timeout = 60_000 + 500 * count;

/** The real examples, with small data. */
const texts = [...readdirSync('examples').filter(name => name.endsWith('.yaml')).map(name => readFileSync(join('examples', name), 'utf8').replace(/use: mnist\b.*/u, 'use: digits, validation: 0.2 }')), `name: rich
backend: { use: typescript }
gradients: backprop
model:
  use: sequential
  layers:
    - { use: dense, units: 4, activation: relu, kernelRegularizer: { use: l2, lambda: 0.01 }, kernelInitializer: { use: constant, value: 0.1 } }
    - { use: dropout, rate: 0.1 }
    - { use: residual, layer: [{ use: dense, units: 4 }] }
    - use: dense
      units: 2
loss: [{ loss: { use: categoricalCrossEntropy, labelSmoothing: 0.1 }, weight: 1 }]
optimizer: { use: momentum, learningRate: { use: stepDecay, initialValue: 0.1, stepSize: 10, factor: 0.5 }, clipNorm: 1 }
data: { use: twoMoons, samples: 40, validation: { size: 0.2, rows: last }, standardise: true, shuffle: false }
metrics: [accuracy, { use: f1, name: score }]
training:
  epochs: 3
  batchSize: 8
  earlyStopping: { monitor: validation.accuracy, patience: 2 }
observers: []
seed: 7
`];
const folder = folderOf({ 'base.yaml': 'seed: 3\ntraining: { epochs: 2 }\n', 'circle.yaml': 'extends: run.yaml\n', 'wrong.yaml': 'seed: [1\n' });
writeFileSync(join(folder, 'bytes.yaml'), Uint8Array.of(0x66, 0xff, 0xfe, 0x80));
const file = join(folder, 'run.yaml');

type Outcome = 'refused' | 'refused by its parts' | 'a run' | 'a large run';

/** What becomes of a text. Throws where an error is none for people, tells no place, or takes long to come. */
async function outcome(text: string): Promise<Outcome> {
  writeFileSync(file, text);
  const before = process.cpuUsage();
  let large = false;
  const refused = await ending(async () => { large = /\d{6}/u.test(JSON.stringify((await checkConfig(file)).config)); });
  const { user, system } = process.cpuUsage(before);
  if (user + system > 1e6) throw new Error(`this took ${(user + system) / 1e6} s`);
  if (refused) return 'refused';
  if (large) return 'a large run';
  return await ending(async () => { await using run = await openRun(file, { changes: { backend: 'typescript', gradients: 'backprop', output: undefined } }); void run; }) ? 'refused by its parts' : 'a run';
}

/** True where work ends with an error, which must be located. */
async function ending(work: () => Promise<unknown>, place = /\.yaml:\d+:\d+/u): Promise<boolean> {
  try {
    await work();
    return false;
  } catch (error) {
    if (!(error instanceof ChainruleError)) throw error;
    const places = error instanceof InvalidConfigError && error.problems.length > 0 ? error.problems.map(({ place }) => place) : [error.details.where];
    const lost = places.filter(each => !place.test(each ?? ''));
    if (lost.length > 0 || error.message.length > 100_000) throw new Error(`not located: ${error.message.slice(0, 2000)}`, { cause: error });
    return true;
  }
}

describe('a broken config', () => {
  it.each(texts)('is made of one that gives a run: %#', async text => {
    expect(await outcome(text)).toBe('a run');
  }, timeout);

  it(`is told of, located and soon: ${count} of them`, async () => {
    const outcomes = new Map<Outcome, number>();
    await fc.assert(fc.asyncProperty(fc.constantFrom(...texts), mutation, async (text, mutate) => {
      const found = await outcome(mutate(text));
      outcomes.set(found, (outcomes.get(found) ?? 0) + 1);
    }), { numRuns: count, seed });
    console.info(`${count} changed configs: ${[...outcomes].map(([what, times]) => `${times} ${what}`).join(', ')}`);
    expect(outcomes.get('refused')).toBeGreaterThan(count / 2);
    expect(outcomes.get('a run')).toBeGreaterThan(count / 50);
  }, timeout);

  it('is told of with the flag, whatever is set', async () => {
    const steps = fc.array(fc.constantFrom('model', 'layers', '[0]', '[1]', '[9]', '[-1]', '[+]', '.units', '.', 'optimizer', 'training', '.epochs', '.use', '__proto__', 'data', '[', ']', 'backend', '.device'), { maxLength: 4 });
    writeFileSync(file, texts.at(-1) ?? '');
    await fc.assert(fc.asyncProperty(steps, piece, async (path, value) => {
      await ending(async () => checkConfig(file, [parseOverride(`${path.join('')}=${value}`)]), /--set |\.yaml:\d+:\d+/u);
    }), { numRuns: 60, seed });
  }, timeout);
});
