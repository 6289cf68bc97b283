import { accuracy, arrays, auc, binaryAccuracy, binaryCrossEntropy, categoricalAccuracy, categoricalCrossEntropy, confusionMatrix, createRun, DataError, defineLoss, definePlugin, hinge, klDivergence, meanSquaredError, precision, sgd, topKAccuracy, z } from 'chainrule';
import type { MetricInput, Reference } from 'chainrule';
import { describe, expect, it } from 'vitest';
import { testedBackends } from '../../src/verification/testedBackends.ts';
import { figureOfMetric } from './figureOfMetric.ts';

const backends = await testedBackends();
const scores = [[3, 1, 0], [0, 2, 1], [2, 1, 0], [0, 1, 4]];

/** A message at the second of two metrics. */
async function refusal(metric: MetricInput, inputs: readonly (readonly number[])[], targets: readonly (number | readonly number[])[], loss: Reference<'loss'> = meanSquaredError({ reduction: 'sum' })): Promise<string> {
  const created = createRun({ model: 'linear', loss, optimizer: sgd(), backend: 'typescript', metrics: [{ use: 'mean' }, metric], data: arrays({ inputs, targets }), training: { batchSize: 2 } });
  const error = await created.then(() => undefined, (reason: unknown) => reason);
  if (!(error instanceof DataError)) throw new Error(`not refused by a DataError, but ${String(error)}`);
  return error.message;
}

describe('targets that a metric cannot take', () => {
  // A loss over classes of the same column would refuse them itself: here the metric is alone in minding.
  it.each([['accuracy', accuracy()], ['binaryAccuracy', binaryAccuracy()]])('%s: other than 0 and 1', async (_, metric) => {
    expect(await refusal(metric, [[0.2], [0.7]], [[0], [2]])).toMatch(/^metrics\[1\]: .*sample 1.*: a label is out of range\n {2}got: 2\n {2}expected: 0 or 1/u);
    expect(await refusal(metric, [[0.2], [0.7]], [[0], [0.5]])).toMatch(/^metrics\[1\]: .*sample 1.*: a label is not a whole number\n {2}got: 0\.5\n {2}expected: 0 or 1/u);
    expect(await refusal(metric, [[0.2], [0.7]], [[1], [-1]], hinge())).toMatch(/^metrics\[1\]: [^]*got: -1/u);
  });

  it.each([['auc', auc()], ['precision', precision()], ['confusionMatrix', confusionMatrix()]])('%s: shares outside 0 and 1', async (_, metric) => {
    expect(await refusal(metric, [[0.2], [0.7]], [[0], [-0.01]])).toMatch(/^metrics\[1\]: .*sample 1.*: a target is out of range\n {2}got: -0\.01\n {2}expected: a number from 0 to 1/u);
  });

  it.each<[string, MetricInput]>([['binaryAccuracy', binaryAccuracy()], ['binaryCrossEntropy', binaryCrossEntropy()], ['hinge', hinge()], ['klDivergence', klDivergence()], ['r2', 'r2']])('%s: class indices, told as a wrong shape', async (_, metric) => {
    await expect(createRun({ model: 'linear', loss: categoricalCrossEntropy(), optimizer: sgd(), backend: 'typescript', metrics: [metric], data: arrays({ inputs: scores, targets: [0, 1, 2, 2] }) }))
      .rejects.toThrow(/^metrics\[0\]: the target does not have the shape of the prediction\n {2}got: prediction \[32, 3\], target \[32\]\n.*\n {2}next: .*categoricalCrossEntropy or accuracy, or give one-hot targets$/u);
  });

  it('are those of another loss in the list', async () => {
    expect(await refusal(binaryCrossEntropy({ fromLogits: false }), [[0.2], [0.7]], [[0], [3]])).toMatch(/^metrics\[1\]: [^]*got: 3/u);
  });

  it('are refused in a batch too', async () => {
    await using run = await createRun({
      model: 'linear', loss: meanSquaredError(), optimizer: sgd(), backend: 'typescript', metrics: ['auc'], data: arrays({ inputs: [[0.2], [0.7]], targets: [[0], [1]] }), training: { batchSize: 2 },
    });
    await expect(run.evaluate({ inputs: [[0.2], [0.7]], targets: [[0], [1.5]] })).rejects.toThrow(/^metrics\[0\]: [^]*got: 1\.5/u);
  });
});

describe('class indices', () => {
  it('that are none of the classes are refused, though the loss knows no classes', async () => {
    const total = defineLoss({
      name: 'total', summary: '', options: () => z.strictObject({}),
      create: () => ({ batchReduction: 'mean', forward: (_, prediction) => ({ values: prediction.sum(1), backward: d => prediction.mul(0).add(1).mul(d.expandDims(-1)) }) }),
    });
    for (const metric of [accuracy(), categoricalAccuracy(), topKAccuracy({ k: 1 }), confusionMatrix(), precision(), auc()]) {
      await expect(createRun({
        model: 'linear', loss: total(), optimizer: sgd(), backend: 'typescript', metrics: [metric], plugins: [definePlugin({ name: 'test', contributes: { losses: [total] } })],
        data: arrays({ inputs: scores, targets: [0, 1, 7, 2] }), training: { batchSize: 2 },
      })).rejects.toThrow(/^metrics\[0\]: .*sample 2.*: a label is out of range\n {2}got: 7\n {2}expected: a class index from 0 to 2/u);
    }
  });

  const counted = scores.slice(0, 3);
  it.each<[string, MetricInput]>([
    ['accuracy', accuracy()], ['topKAccuracy', topKAccuracy({ k: 2 })], ['precision', precision({ average: 'macro' })], ['confusionMatrix', confusionMatrix()], ['auc', auc()],
    ['mean', 'mean'], ['categoricalCrossEntropy', categoricalCrossEntropy()],
  ])('that the loss ignores are left out: %s', async (_, metric) => {
    const expected = await figureOfMetric(metric, counted, [0, 0, 1], categoricalCrossEntropy());
    for (const ignoreClass of [255, -1]) expect(await figureOfMetric(metric, scores, [0, 0, 1, ignoreClass], categoricalCrossEntropy({ ignoreClass }))).toEqual(expected);
    expect(await figureOfMetric(metric, scores, [0, 0, 1, 2], categoricalCrossEntropy({ ignoreClass: 2 }))).toEqual(expected);
  });

  for (const { name, missing } of backends) {
    it.skipIf(missing !== undefined)(`that the loss ignores are left out place by place, on ${name}`, async () => {
      await using run = await createRun({
        model: 'linear', loss: categoricalCrossEntropy({ ignoreClass: -1 }), optimizer: sgd(), backend: name, metrics: ['accuracy', confusionMatrix()],
        data: arrays({ inputs: [[[3, 1], [1, 2]], [[0, 1], [5, 1]]], targets: [[0, 0], [1, -1]], weights: [1, 3] }), training: { batchSize: 2 },
      });
      const figures = await run.evaluate('train');
      expect(figures['accuracy']).toBeCloseTo(0.8, 6);
      expect(figures['confusionMatrix']).toEqual([[1, 1], [0, 3]]);
    });
  }
});

describe('one-hot rows and class indices', () => {
  const indices = [0, 0, 1, 2];
  const rows = indices.map(own => [0, 1, 2].map(index => Number(index === own)));

  it.each(['precision', 'recall', 'f1', 'auc', 'truePositives', 'confusionMatrix', 'accuracy', 'topKAccuracy'])('give one figure where classes exclude each other: %s', async use => {
    const metric = use === 'topKAccuracy' ? topKAccuracy({ k: 2 }) : { use };
    const loss = categoricalCrossEntropy();
    expect(await figureOfMetric(metric, scores, rows, loss)).toEqual(await figureOfMetric(metric, scores, indices, loss));
  });

  it('rows are decided one by one where they do not', async () => {
    expect(await figureOfMetric(precision(), scores, rows, binaryCrossEntropy())).not.toBe(await figureOfMetric(precision(), scores, rows, categoricalCrossEntropy()));
  });
});
