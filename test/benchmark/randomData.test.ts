import { describe, expect, it } from 'vitest';
import { modelSteps } from '../../src/benchmark/modelSteps.ts';
import { randomData } from '../../src/benchmark/randomData.ts';
import { createRun } from '../../src/index.ts';
import type { RunConfig } from '../../src/index.ts';

const run = (changes: Partial<RunConfig>) => createRun({
  model: [{ use: 'dense', units: 3 }], loss: 'categoricalCrossEntropy', optimizer: { use: 'sgd', learningRate: 0.1 }, backend: 'typescript',
  shapes: { inputs: [[4]], targets: [[3]] }, training: { batchSize: 2 }, ...changes,
});

describe('random samples', () => {
  it('have one-hot rows where classes exclude each other', async () => {
    await using own = await run({});
    const { count, inputs: [input], targets: [target] } = randomData(own.parts);
    expect({ count, inputs: input?.values.length, targets: target?.values.length }).toEqual({ count: 16, inputs: 64, targets: 48 });
    for (let row = 0; row < 16; row++) expect([...target?.values.slice(3 * row, 3 * row + 3) ?? []].toSorted()).toEqual([0, 0, 1]);
  });

  it('have class indices that the model has classes for, and indices that an embedding has rows for', async () => {
    await using own = await run({
      model: [{ use: 'embedding', vocabularySize: 5, units: 2 }, 'flatten', { use: 'dense', units: 3 }], shapes: { inputs: [{ shape: [4], dtype: 'int32' }], targets: [{ shape: [], dtype: 'int32' }] },
    });
    const { inputs: [input], targets: [target] } = randomData(own.parts);
    expect(new Set(input?.values)).toEqual(new Set([0, 1, 2, 3, 4]));
    expect(new Set(target?.values)).toEqual(new Set([0, 1, 2]));
  });

  it('are the same for the same seed, and can be trained on', async () => {
    await using own = await run({ loss: 'binaryCrossEntropy' });
    const data = randomData(own.parts);
    expect(randomData(own.parts)).toEqual(data);
    const steps = modelSteps(own.parts, data);
    expect(await steps.run(30)).toBeLessThan(2);
    steps.dispose();
  });
});
