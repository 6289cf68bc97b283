import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { builtIn } from '../../src/plugins/builtIn.ts';
import { createContainer } from '../../src/plugins/container.ts';
import type { Registry } from '../../src/plugins/registry.ts';
import { REGISTRY } from '../../src/plugins/tokens.ts';
import { testedBackends } from '../../src/verification/testedBackends.ts';
import { activations } from './activations.ts';
import { compareGolden } from './compareGolden.ts';
import { float32Inputs } from './float32Inputs.ts';
import type { Adapter, Bench, Golden } from './golden.ts';
import { fixturesFolder, goldenFileNames, goldensFolder, readGoldens } from './goldenFiles.ts';
import { initializers } from './initializers.ts';
import { layers } from './layers.ts';
import { lectureExamples } from './lectureExamples.ts';
import { leftOut, reasonFor } from './leftOut.ts';
import { losses } from './losses.ts';
import { metrics } from './metrics.ts';
import { optimizers } from './optimizers.ts';
import { regularizers } from './regularizers.ts';
import { schedules } from './schedules.ts';
import { Tally } from './tally.ts';
import { training } from './training.ts';
import { workedExamples } from './workedExamples.ts';

const adapters: readonly Adapter[] = [
  layers, activations, losses, optimizers, regularizers, initializers, schedules, metrics, training, workedExamples, lectureExamples,
];
const registry: Registry = createContainer([builtIn]).get(REGISTRY);
const others = await testedBackends(['wasm', 'native', 'onnx:cpu', 'onnx:wasm']);
const benches: Bench[] = others.flatMap(({ backend }) => (backend === undefined ? [] : [{ precision: 'float32', registry, backend }]));

beforeAll(async () => {
  for (const precision of ['float64', 'float32'] as const) {
    benches.push({ precision, registry, backend: await registry.create('backend', `typescript:${precision}`) });
  }
});

for (const { name, missing } of others) if (missing !== undefined) it.skip(`goldens on ${name}: ${missing}`, () => {});

/** Runs every case of a folder, but those that are left out for a reason, in both precisions and on every backend that computes its own kernels. */
function runFolder(folder: string, title: string): Tally {
  const tally = new Tally();
  for (const adapter of adapters) {
    describe(adapter.file, () => {
      for (const golden of readGoldens(folder, adapter.file)) {
        const reason = reasonFor(adapter.file, golden);
        tally.note(adapter.file, reason);
        if (reason === undefined) it(golden.id, () => runCase(adapter, golden, tally));
      }
    });
  }
  it('has an adapter for every file', () => expect(goldenFileNames(folder)).toEqual(adapters.map(({ file }) => file).toSorted()));
  afterAll(() => console.log(tally.table(title)));
  return tally;
}

async function runCase(adapter: Adapter, golden: Golden, tally: Tally): Promise<void> {
  tally.ran(adapter.file);
  for (const bench of benches) {
    const reason = reasonFor(adapter.file, golden, bench.precision);
    if (reason !== undefined) {
      tally.noteInOne(reason);
      continue;
    }
    const comparisons = await adapter.run(golden, bench);
    expect(comparisons.length, 'quantities compared').toBeGreaterThan(0);
    for (const comparison of comparisons) compareGolden(bench.precision, comparison);
  }
  tally.passed(adapter.file);
}

describe('the committed goldens', () => {
  const tally = runFolder(fixturesFolder, 'Golden cases committed in test/goldens/fixtures');

  it('are all run', () => expect(leftOut.filter(reason => tally.used(reason))).toEqual([]));
});

const folder = goldensFolder();
const why = 'there is no ../shared/goldens beside the repository; name the folder in CHAINRULE_GOLDENS';

if (folder === undefined) {
  console.log(`Only the committed golden cases are run: ${why}.`);
  it.skip(`all goldens: ${why}`, () => {});
} else {
  describe('all goldens', () => {
    const tally = runFolder(folder, 'All golden cases');

    it('leave out no case for a reason that has become stale', () => {
      expect(leftOut.filter(reason => !tally.used(reason)).map(nameOf), 'reasons in leftOut.ts that no case needs').toEqual([]);
    });

    it('hold every case that is known to have float32 inputs', () => {
      const known = adapters.flatMap(({ file }) => readGoldens(folder, file)).map(({ id }) => id);
      expect([...float32Inputs].filter(id => !known.includes(id))).toEqual([]);
    });
  });
}

describe('the reasons for leaving cases out', () => {
  it('still hold: the framework lacks what they name', () => {
    expect(leftOut.filter(({ holds }) => holds?.(registry) === false).map(nameOf), 'what leftOut.ts says is missing, but is there').toEqual([]);
  });
});

function nameOf({ file, category, detail }: (typeof leftOut)[number]): string {
  return `${file}, ${category}: ${detail}`;
}
