import { describe, expect, it } from 'vitest';
import { createRun } from 'chainrule';
import type { Run } from 'chainrule';
import { devices } from '../backends/devices.ts';
import { classifier, flatWeights } from '../training/problems.ts';

const backends = [
  { backend: 'typescript', missing: undefined }, { backend: 'typescript:float64', missing: undefined },
  ...devices.map(({ device, missing }) => ({ backend: `tfjs:${device}`, missing })),
];

async function weightsAfter(backend: string, work: (run: Run) => Promise<unknown>): Promise<number[]> {
  await using run = await createRun(classifier(40, { backend }));
  await work(run);
  return flatWeights(run);
}

describe.each(backends)('a seeded run on $backend', ({ backend, missing }) => {
  it.skipIf(missing !== undefined)(`starts from the same bits as on typescript${missing === undefined ? '' : ` (${missing})`}`, async () => {
    const start = async () => {};
    expect(await weightsAfter(backend, start)).toEqual(await weightsAfter('typescript', start));
  });

  it.skipIf(missing !== undefined)(`repeats bit for bit${missing === undefined ? '' : ` (${missing})`}`, async () => {
    const train = (run: Run) => run.train();
    expect(await weightsAfter(backend, train)).toEqual(await weightsAfter(backend, train));
  });
});
