import { arrays, binaryCrossEntropy, createRun, dense, meanSquaredError, sgd } from 'chainrule';
import type { Figure, Reference } from 'chainrule';
import { describe, expect, it } from 'vitest';

/** The accuracy of a model that gives 0.25 and 0.75, with activation σ where the loss takes probabilities, for targets 0 and 1. */
async function accuracyOf(loss: Reference<'loss'>, metric: Reference<'metric'>, activation?: string): Promise<Figure> {
  const logit = Math.log(3);
  await using run = await createRun({
    model: dense({ units: 1, ...(activation !== undefined && { activation }) }), loss, optimizer: sgd(), metrics: [metric],
    data: arrays({ inputs: [[activation === undefined ? 0.25 : -logit], [activation === undefined ? 0.75 : logit]], targets: [[0], [1]] }), training: { batchSize: 2 },
  });
  run.setWeights({ 'dense/kernel': { shape: [1, 1], values: Float32Array.of(1) } });
  return (await run.evaluate('train'))[metric.use] ?? Number.NaN;
}

describe.each(['accuracy', 'binaryAccuracy'])('%s', use => {
  it('takes the predictions as the loss does', async () => {
    expect(await accuracyOf(binaryCrossEntropy({ fromLogits: false }), { use }, 'sigmoid')).toBe(1);
    expect(await accuracyOf(binaryCrossEntropy({ fromLogits: true }), { use })).toBe(0.5);
  });

  it('takes them as they are where the loss knows no logits', async () => {
    expect(await accuracyOf(meanSquaredError(), { use })).toBe(1);
  });

  it('goes by its own options first', async () => {
    expect(await accuracyOf(binaryCrossEntropy({ fromLogits: false }), { use, fromLogits: true }, 'sigmoid')).toBe(0.5);
    expect(await accuracyOf(binaryCrossEntropy(), { use, fromLogits: false })).toBe(1);
    expect(await accuracyOf(binaryCrossEntropy(), { use, threshold: 0.8 })).toBe(0.5);
  });
});
