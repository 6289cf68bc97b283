import { arrays, binaryCrossEntropy, categoricalCrossEntropy, cosineSimilarity, createRun, dense, huber, meanSquaredError, sgd } from 'chainrule';
import type { MetricInput, Reference } from 'chainrule';
import { describe, expect, it } from 'vitest';
import { runChecks } from '../../src/testing/check.ts';
import { metricContract } from '../../src/testing/metricContract.ts';
import { figureOfMetric } from './figureOfMetric.ts';

describe('a loss in the list of metrics', () => {
  it('is its mean over samples, by name and by reference', async () => {
    expect(await figureOfMetric('meanAbsoluteError', [[1], [2], [5]], [[1], [1], [1]])).toBeCloseTo(5 / 3, 6);
    expect(await figureOfMetric(huber({ delta: 2 }), [[1], [2], [5]], [[1], [1], [1]])).toBeCloseTo((0 + 0.5 + 6) / 3, 6);
    expect(await figureOfMetric(meanSquaredError({ reduction: 'sum' }), [[1, 1], [2, 3]], [[0, 0], [0, 0]])).toBeCloseTo(7.5, 6);
  });

  it('keeps to what a metric must', async () => {
    const probability = (random: { uniform(): number }) => 0.05 + 0.9 * random.uniform();
    await runChecks(metricContract({
      metric: binaryCrossEntropy({ fromLogits: false }), fromLogits: false, prediction: { shape: [2], value: probability }, target: { shape: [2], dtype: 'int32' },
      reference: (p, t, w) => p.reduce((sum, own, index) => sum - (w[Math.floor(index / 2)] ?? 0) * Math.log(t[index] === 1 ? own : 1 - own) / 2, 0) / w.reduce((sum, own) => sum + own, 0),
    }));
    await runChecks(metricContract({ metric: categoricalCrossEntropy(), prediction: [3], target: { shape: [], dtype: 'int32', value: random => random.below(3) } }));
  });

  it('yields its name to a metric, but not where it is given in code', async () => {
    expect(await figureOfMetric('cosineSimilarity', [[3, 4]], [[3, 4]])).toBeCloseTo(1, 6);
    expect(await figureOfMetric(cosineSimilarity(), [[3, 4]], [[3, 4]])).toBeCloseTo(-1, 6);
  });

  it('can have a name of its own', async () => {
    const named: Reference<'loss'> = { ...huber({ delta: 2 }), name: 'wide' };
    await using run = await createRun(config(meanSquaredError(), ['huber', named]));
    expect(Object.keys(await run.evaluate('train'))).toEqual(['loss', 'huber', 'wide']);
  });

  it('is refused where it takes predictions otherwise than the loss', async () => {
    await expect(createRun(config(binaryCrossEntropy({ fromLogits: false }), ['binaryCrossEntropy']))).rejects.toThrow(/^metrics\[0\]: [^]*takes the predictions otherwise[^]*write fromLogits: false at the metric/u);
  });

  it('is among the names that an unknown one is compared with', async () => {
    await expect(createRun(config(meanSquaredError(), ['meanAbsoluteErorr']))).rejects.toThrow(/metrics\[0\][^]*unknown metric "meanAbsoluteErorr"[^]*did you mean: meanAbsoluteError\?/u);
  });
});

function config(loss: Reference<'loss'>, metrics: readonly MetricInput[]) {
  return { model: dense({ units: 1, activation: 'sigmoid' }), loss, optimizer: sgd(), backend: 'typescript', metrics, data: arrays({ inputs: [[0], [1]], targets: [[0], [1]] }), training: { batchSize: 2 } };
}
