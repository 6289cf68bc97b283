import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { arrays, categoricalCrossEntropy, confusionMatrix, createRun, defineMetric, definePlugin, dense, f1, recall, sgd, topKAccuracy, z } from 'chainrule';
import type { EpochReport, MetricInput, Reference, RunConfig } from 'chainrule';
import { afterAll, describe, expect, it } from 'vitest';
import { figureLines } from '../../src/cli/figureLines.ts';
import { printFigures } from '../../src/training/observers/figures.ts';

const output = mkdtempSync(join(tmpdir(), 'chainrule-figures-'));
afterAll(() => rmSync(output, { recursive: true }));

/** Three classes of samples that are their own logits, two of five wrong. */
const data = arrays({ inputs: [[3, 1, 0], [0, 2, 1], [2, 1, 0], [0, 1, 4], [5, 0, 1]], targets: [0, 1, 1, 2, 2] });
const config = (metrics: readonly MetricInput[], rest: Partial<RunConfig> = {}): RunConfig => ({
  model: dense({ units: 3, kernelInitializer: 'identity' }), loss: categoricalCrossEntropy(), optimizer: sgd({ learningRate: 0 }), backend: 'typescript', metrics, data, training: { epochs: 1, batchSize: 2 }, ...rest,
});

describe('a figure', () => {
  it('may be a list, or a list of lists, summed over batches of all sizes', async () => {
    await using run = await createRun(config([recall({ average: 'none' }), confusionMatrix()]));
    expect(await run.evaluate('train')).toMatchObject({ recall: [1, 0.5, 0.5], confusionMatrix: [[1, 0, 0], [1, 1, 0], [1, 0, 1]] });
  });

  it('is told by observers as it is', async () => {
    const reports: EpochReport[] = [];
    const observe = { use: 'listen' } as Reference<'observer'>;
    const listen = definePlugin({ name: 'test', contributes: { observers: [{ definition: { kind: 'observer', name: 'listen', summary: '', options: () => z.strictObject({}), create: () => ({ epochEnded: report => void reports.push(report) }) } }] } });
    await using run = await createRun(config([confusionMatrix()], { observers: [observe], plugins: [listen] }));
    await run.train();
    expect(JSON.parse(JSON.stringify(reports))).toMatchObject([{ training: { confusionMatrix: [[1, 0, 0], [1, 1, 0], [1, 0, 1]] } }]);
  });

  it('goes by a name of its own, so that one metric can stand there twice', async () => {
    await using run = await createRun(config([topKAccuracy({ k: 1 }), topKAccuracy({ k: 2, name: 'topTwo' })]));
    expect(await run.evaluate('train')).toMatchObject({ topKAccuracy: 0.6, topTwo: 1 });
    await expect(createRun(config([topKAccuracy({ k: 1 }), topKAccuracy({ k: 2 })]))).rejects.toThrow(/the metric topKAccuracy is listed twice[^]*give one of them a `name`/u);
    await expect(createRun(config([topKAccuracy({ k: 1, name: 'loss' })]))).rejects.toThrow(/metrics\[0\]\.name[^]*is `loss`/u);
    await expect(createRun(config([topKAccuracy({ k: 1, name: 'top.k' })]))).rejects.toThrow('metrics[0].name');
  });

  it('that is a list cannot be monitored, which is told before anything is written', async () => {
    const earlyStopping = { monitor: 'training.recall' };
    await using run = await createRun(config([recall({ average: 'none' })], { output, training: { epochs: 3, batchSize: 2, earlyStopping } }));
    await expect(run.train()).rejects.toThrow(/^training\.earlyStopping\.monitor: [^]*the monitored figure is a list, not a number\n.*a list of 3/u);
    expect(existsSync(join(output, 'run-1'))).toBe(false);
    await using other = await createRun(config([f1({ average: 'macro' })], { training: { epochs: 3, batchSize: 2, earlyStopping: { monitor: 'training.f1', patience: 1 } } }));
    expect((await other.train()).best?.monitor).toBe('training.f1');
  });

  it('is a function of what a metric of a user sums', async () => {
    const meanOutput = defineMetric({
      name: 'meanOutput', summary: '', options: () => z.strictObject({}),
      create: () => ({
        record: (prediction, _, weights) => ({ total: prediction.mul(weights.expandDims(-1)).sum(0), weight: weights.sum() }),
        result: ({ weight = 0 }, { total }) => Array.from(total?.values ?? [], value => value / weight),
      }),
    });
    await using run = await createRun(config([meanOutput()], { plugins: [definePlugin({ name: 'test', contributes: { metrics: [meanOutput] } })] }));
    expect((await run.evaluate('train'))['meanOutput']).toEqual([2, 1, expect.closeTo(1.2, 6)]);
  });
});

describe('printed figures', () => {
  const matrix = [[980, 0, 1], [2, 17, 3], [0, 4, 5.5]];

  it('stand in one line, long lists as their extents', () => {
    expect(printFigures({ loss: 0.5, recall: [0.25, 1], confusionMatrix: matrix })).toBe('loss 0.5000  recall [0.2500 1.0000]  confusionMatrix [3 × 3]');
    expect(printFigures({ loss: 1, falseNegatives: 1234, truePositives: [7, 0] })).toBe('loss 1.0000  falseNegatives 1,234  truePositives [7 0]');
  });

  it('of an evaluation are whole', () => {
    expect(figureLines({ loss: 0.5, recall: [0.25, 1], accuracy: 0.75, confusionMatrix: matrix })).toEqual([
      'loss 0.5000  accuracy 0.7500', 'recall', '  0.2500  1', 'confusionMatrix', '  980   0       1', '    2  17       3', '    0   4  5.5000',
    ]);
  });
});
