import { arrays, averageWeights, createRun, dense, lookahead, meanSquaredError, sequential, sgd, ShapeError } from 'chainrule';
import type { RunConfig } from 'chainrule';
import { describe, expect, it } from 'vitest';
import { maxNorm, nonNegative, unitNorm } from '../../src/projections/index.ts';
import { expectClose } from '../../src/verification/closeTo.ts';
import { tolerances } from '../../src/verification/tolerances.ts';
import { withRun } from '../training/problems.ts';

const config = (more: Partial<RunConfig>): RunConfig => ({
  model: sequential([dense({ units: 3, kernelProjection: unitNorm(), biasProjection: nonNegative() }), dense({ units: 1, kernelProjection: maxNorm({ limit: 0.2 }) })]),
  loss: meanSquaredError(), optimizer: sgd(0.5), data: arrays({ inputs: [[1, 2], [2, 3]], targets: [[9], [-9]] }), backend: 'typescript', training: { epochs: 3, batchSize: 1 }, ...more,
});

describe('projections of dense', () => {
  it.each([sgd(0.5), lookahead({ optimizer: sgd(0.5), every: 2 }), averageWeights({ optimizer: sgd(0.5) })])('hold after training with $use', async optimizer => {
    await withRun(config({ optimizer }), async run => {
      await run.train();
      const values = Object.fromEntries(Object.entries(await run.getWeights()).map(([path, tensor]) => [path, [...tensor.values]]));
      const kernel = values['dense/kernel'] ?? [];
      expectClose([0, 1, 2].map(unit => Math.hypot(kernel[unit] ?? 0, kernel[unit + 3] ?? 0)), [1, 1, 1], tolerances.float32, 'norms of dense/kernel');
      expect(values['dense/bias']?.every(value => value >= 0)).toBe(true);
      expect(Math.hypot(...values['dense_2/kernel'] ?? [])).toBeLessThan(0.20001);
    });
  });

  it('name the parameter that lacks an axis', async () => {
    const made = createRun(config({ model: dense({ units: 1, biasProjection: maxNorm({ axis: 1 }) }) }));
    await expect(made).rejects.toThrow(ShapeError);
    await expect(made).rejects.toThrow(/^dense\/bias: the parameter has no such axis to take norms over\n {2}got: axis 1 of \[1\]/u);
  });

  it('refuse a limit that is not above 0', async () => {
    await expect(createRun(config({ model: dense({ units: 1, kernelProjection: maxNorm(0) }) }))).rejects.toThrow(/model\.kernelProjection/u);
  });

  it('leave weights that keep to them as they are', async () => {
    await withRun(config({ model: dense({ units: 1, kernelProjection: maxNorm(3) }), optimizer: sgd(0) }), async run => {
      const before = await run.getWeights();
      await run.train();
      expect(await run.getWeights()).toEqual(before);
    });
  });
});
