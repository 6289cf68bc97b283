import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { arrays, averageWeights, createRun, dense, loadModel, meanSquaredError, sgd } from 'chainrule';
import type { Run, RunConfig, Weights } from 'chainrule';
import { describe, expect, it } from 'vitest';
import { expectClose } from '../../src/verification/closeTo.ts';
import { tolerances } from '../../src/verification/tolerances.ts';
import { withRun } from '../training/problems.ts';

const batch = { inputs: [[1, 2], [3, -1], [0.5, 0.25]], targets: [[1], [-1], [2]] };
const optimizer = sgd(0.1);
const config = (more: Partial<RunConfig>): RunConfig => ({
  model: dense({ units: 1 }), loss: meanSquaredError(), optimizer, data: arrays({ ...batch, shuffle: false }), backend: 'typescript:float64', training: { epochs: 1, batchSize: 3 }, ...more,
});

/** Plain training, with the means of its weights worked out beside it. */
async function averagesOf(steps: number, decay: (step: number) => number): Promise<Weights> {
  return withRun(config({}), async run => {
    let averages = await run.getWeights();
    for (let step = 0; step < steps; step++) {
      await run.step(batch);
      const now = await run.getWeights();
      averages = Object.fromEntries(Object.entries(averages).map(([path, { shape, values }]) => (
        [path, { shape, values: Float64Array.from(values, (old, index) => decay(step) * old + (1 - decay(step)) * (now[path]?.values[index] ?? Number.NaN)) }])));
    }
    return averages;
  });
}

const values = async (run: Run) => Object.values(await run.getWeights()).flatMap(tensor => [...tensor.values]);
const predicted = async (run: Run) => (await run.predict(batch.inputs))[0]?.values ?? [];

describe('averageWeights', () => {
  it.each([[true, (step: number) => Math.min(0.8, (1 + step) / (10 + step))], [false, () => 0.8]] as const)('evaluates and predicts with the means, warm-up %s', async (warmUp, decay) => {
    const averages = await averagesOf(4, decay);
    await using averaged = await createRun(config({ optimizer: averageWeights({ optimizer, decay: 0.8, warmUp }) }));
    for (let step = 0; step < 4; step++) await averaged.step(batch);
    await using plain = await createRun(config({}));
    for (let step = 0; step < 4; step++) await plain.step(batch);
    expect(await values(averaged)).toEqual(await values(plain));
    plain.setWeights(averages);
    expectClose(await predicted(averaged), await predicted(plain), tolerances.float64, 'predictions');
    expectClose([(await averaged.evaluate(batch))['loss']].map(Number), [(await plain.evaluate(batch))['loss']].map(Number), tolerances.float64, 'loss of an evaluation');
  });

  it('saves the means, and goes on from them when they are loaded', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'chainrule-'));
    const file = join(folder, 'model.safetensors');
    await using run = await createRun(config({ optimizer: averageWeights({ optimizer, decay: 0.5 }) }));
    await run.train({ epochs: 3 });
    await run.save(file);
    await using loaded = await loadModel(file);
    expectClose(await predicted(loaded), await predicted(run), tolerances.float32, 'predictions of the loaded model');
    const means = await averagesOf(3, step => Math.min(0.5, (1 + step) / (10 + step)));
    expectClose(await values(loaded), Object.values(means).flatMap(tensor => [...tensor.values]), tolerances.float32, 'weights of the loaded model');
    await rm(folder, { recursive: true });
  });

  it('starts anew where weights are set', async () => {
    await using run = await createRun(config({ optimizer: averageWeights({ optimizer }) }));
    await run.step(batch);
    run.setWeights({ 'dense/kernel': [1, 2], 'dense/bias': [3] });
    expectClose(await predicted(run), [8, 4, 4], tolerances.float64, 'predictions');
  });

  it('refuses a decay of 1 or below 0', async () => {
    for (const decay of [1, -0.1]) await expect(createRun(config({ optimizer: averageWeights({ optimizer, decay }) }))).rejects.toThrow(/optimizer\.decay/u);
  });
});
