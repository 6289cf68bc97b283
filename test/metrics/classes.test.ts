import { auc, binaryCrossEntropy, categoricalCrossEntropy, confusionMatrix, f1, precision, precisionAtRecall, r2, recall, sensitivityAtSpecificity, topKAccuracy } from 'chainrule';
import { describe, expect, it } from 'vitest';
import { figureOfMetric } from './figureOfMetric.ts';

const rows = [[0.7, 0.2, 0.1], [0.3, 0.4, 0.3], [0.1, 0.1, 0.8], [0.2, 0.5, 0.3]];

describe('decisions', () => {
  it('take the largest prediction where targets are class indices, above the threshold where they are rows', async () => {
    const indices = [0, 0, 2, 1];
    const oneHot = [[1, 0, 0], [1, 0, 0], [0, 0, 1], [0, 1, 0]];
    expect(await figureOfMetric(precision({ average: 'none' }), rows, indices, categoricalCrossEntropy({ fromLogits: false }))).toEqual([1, 0.5, 1]);
    expect(await figureOfMetric(precision({ average: 'none' }), rows, oneHot)).toEqual([1, 0, 1]);
    expect(await figureOfMetric(precision({ average: 'none', topK: 1 }), rows, oneHot)).toEqual([1, 0.5, 1]);
    expect(await figureOfMetric(recall({ threshold: [0.25, 0.6], classId: 0 }), rows, indices, categoricalCrossEntropy({ fromLogits: false }))).toEqual([1, 0.5]);
  });

  it('have the threshold of the loss', async () => {
    const [logits, targets] = [[[0.3], [-0.3], [0.6]], [[1], [0], [1]]];
    expect(await figureOfMetric(recall(), logits, targets, binaryCrossEntropy())).toBe(1);
    expect(await figureOfMetric(recall(), logits, targets)).toBe(0.5);
  });

  it('refuse a class that is none, more of the top than there are, and options out of range', async () => {
    await expect(figureOfMetric(recall({ classId: 3 }), rows, rows)).rejects.toThrow(/^metrics\[0\]: there is no such class\n.*classId 3\n.*from 0 to 2/u);
    await expect(figureOfMetric(recall({ topK: 4 }), rows, rows)).rejects.toThrow(/^metrics\[0\]: there are fewer classes than the top k\n.*k = 4 of 3/u);
    await expect(figureOfMetric(topKAccuracy({ k: 4 }), rows, rows)).rejects.toThrow('k = 4 of 3');
    await expect(figureOfMetric(f1(), rows, [[1, 0], [0, 1], [0, 1], [0, 1]], categoricalCrossEntropy())).rejects.toThrow('the target');
    await expect(figureOfMetric({ use: 'f1', average: 'samples' }, rows, rows)).rejects.toThrow(/metrics\[0\]\.average/u);
    await expect(figureOfMetric({ use: 'fBeta', beta: 0 }, rows, rows)).rejects.toThrow(/metrics\[0\]\.beta/u);
    await expect(figureOfMetric({ use: 'auc', thresholds: 1 }, rows, rows)).rejects.toThrow(/metrics\[0\]\.thresholds/u);
    await expect(figureOfMetric({ use: 'auc', thresholds: [0.5, 1] }, rows, rows)).rejects.toThrow(/metrics\[0\]\.thresholds/u);
    await expect(figureOfMetric({ use: 'sensitivityAtSpecificity' }, rows, rows)).rejects.toThrow(/metrics\[0\]\.specificity/u);
    await expect(figureOfMetric({ use: 'r2', average: 'micro' }, rows, rows)).rejects.toThrow(/metrics\[0\]\.average/u);
  });
});

describe('topKAccuracy', () => {
  it('counts a tie at the edge as a hit', async () => {
    expect(await figureOfMetric(topKAccuracy({ k: 2 }), [[3, 1, 1], [3, 2, 1], [3, 3, 3], [1, 2, 3]], [2, 2, 0, 1], categoricalCrossEntropy())).toBe(0.75);
  });
});

describe('confusionMatrix', () => {
  it('counts a single prediction as no or yes', async () => {
    expect(await figureOfMetric(confusionMatrix(), [[0.9], [0.2], [0.7], [0.4]], [[1], [0], [0], [1]])).toEqual([[1, 1], [1, 1]]);
    expect(await figureOfMetric(confusionMatrix({ normalize: 'all', threshold: 0.1 }), [[0.9], [0.2], [0.7], [0.4]], [[1], [0], [0], [1]])).toEqual([[0, 0.5], [0, 0.5]]);
  });
});

describe('areas and points of a curve', () => {
  const [scores, targets] = [[[0.1], [0.4], [0.35], [0.8]], [[0], [0], [1], [1]]];

  it('are those of the ranking', async () => {
    expect(await figureOfMetric(auc(), scores, targets)).toBeCloseTo(0.75, 6);
    expect(await figureOfMetric(auc(), scores, [[0], [1], [0], [1]])).toBeCloseTo(1, 6);
    expect(await figureOfMetric(auc(), [[0.5], [0.5], [0.5], [0.5]], targets)).toBeCloseTo(0.5, 6);
    expect(await figureOfMetric(sensitivityAtSpecificity(1), scores, targets)).toBe(0.5);
    expect(await figureOfMetric(sensitivityAtSpecificity(0.5), scores, targets)).toBe(1);
    expect(await figureOfMetric(precisionAtRecall({ recall: 0.9 }), scores, targets)).toBeCloseTo(2 / 3, 6);
  });

  it('take logits as the loss does, of classes that exclude each other by softmax', async () => {
    expect(await figureOfMetric(auc(), [[-3], [1], [-1], [4]], [[0], [1], [0], [1]], binaryCrossEntropy())).toBeCloseTo(1, 6);
    // By σ of its own logit the second sample would rank above the first.
    expect(await figureOfMetric(auc({ average: 'none' }), [[1, 0], [2, 3], [0, 2]], [0, 1, 1], categoricalCrossEntropy())).toEqual([1, 1]);
  });
});

describe('r2', () => {
  it('is 1 for perfect predictions, 0 for the mean, and 0 where the targets do not vary', async () => {
    expect(await figureOfMetric(r2(), [[1], [2], [6]], [[1], [2], [6]])).toBe(1);
    expect(await figureOfMetric(r2(), [[3], [3], [3]], [[1], [2], [6]])).toBeCloseTo(0, 6);
    expect(await figureOfMetric(r2(), [[3], [4], [5]], [[2], [2], [2]])).toBe(0);
  });
});
