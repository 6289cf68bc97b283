import { accuracy, arrays, categoricalCrossEntropy, cosineSimilarityMetric, createRun, defineMetric, definePlugin, dense, huber, meanMetric, meanSquaredError, reduceOnPlateau, sgd, z } from 'chainrule';
import type { EpochReport, Figure, MetricInput, RunConfig } from 'chainrule';
import { describe, expect, it } from 'vitest';
import { betterOf } from '../../src/components/monitor.ts';
import { createRegistry } from '../../src/plugins/createRegistry.ts';
import { observedBy } from './observed.ts';
import { classifier, clouds, withRun } from './problems.ts';

/** A classifier whose figures fall and rise from epoch to epoch. */
function restless(metric: MetricInput, more: Partial<RunConfig> = {}): RunConfig {
  const { inputs, targets } = clouds(30);
  return classifier(30, { backend: 'typescript', metrics: [metric], data: arrays({ inputs, targets, validation: 9 }), ...more });
}

const figuresOf = (reports: readonly EpochReport[], name: string): readonly Figure[] => reports.map(({ training }) => training[name] ?? Number.NaN);

describe('early stopping', () => {
  it('keeps the epoch that is best as the metric says, whatever the figure goes by', async () => {
    for (const [metric, best] of [[accuracy({ name: 'acc' }), Math.max], [{ ...categoricalCrossEntropy(), name: 'accuracyLoss' }, Math.min]] as const) {
      const reports: EpochReport[] = [];
      const name = metric.name as string;
      await withRun(restless(metric, { ...observedBy({ epochEnded: report => void reports.push(report) }) }), async run => {
        const end = await run.train({ epochs: 6, earlyStopping: { monitor: `training.${name}`, patience: 6 } });
        expect(new Set(figuresOf(reports, name)).size).toBeGreaterThan(1);
        expect(end.best?.value).toBe(best(...figuresOf(reports, name).map(Number)));
      });
    }
  });

  it('says which figure a mistyped one is near, with validation data and without', async () => {
    const earlyStopping = { monitor: 'validation.acuracy' };
    await withRun(restless('accuracy'), run => expect(run.train({ earlyStopping })).rejects.toThrow(/^training\.earlyStopping\.monitor: [^]*did you mean: validation\.accuracy\?$/u));
    await withRun(classifier(30, { backend: 'typescript' }), run => expect(run.train({ earlyStopping })).rejects.toThrow(/did you mean: validation\.accuracy\?\n {2}next: hold out samples/u));
    await expect(createRun(restless('accuracy', { training: { earlyStopping } }))).rejects.toThrow(/did you mean: validation\.accuracy\?$/u);
  });

  it('follows a similarity upwards', async () => {
    const config: RunConfig = {
      model: dense({ units: 2 }), loss: meanSquaredError(), optimizer: sgd({ learningRate: 0.1 }), backend: 'typescript', metrics: [cosineSimilarityMetric()],
      data: arrays({ inputs: [[1, 0], [0, 1]], targets: [[1, 2], [-1, 1]] }), training: { epochs: 5, batchSize: 2, earlyStopping: { monitor: 'training.cosineSimilarity', patience: 1 } },
    };
    await withRun(config, async run => expect(await run.train()).toMatchObject({ reason: 'finished', best: { epoch: 5 } }));
  });
});

describe('restarts', () => {
  it('keep the best as the metric says', async () => {
    await withRun(restless(accuracy({ name: 'acc' })), async run => {
      const { restarts } = await run.train({ epochs: 1, restarts: { count: 4, monitor: 'training.acc' } });
      const values = restarts?.all.map(({ value }) => value) ?? [];
      expect(new Set(values).size).toBeGreaterThan(1);
      expect(restarts?.all.find(({ restart }) => restart === restarts.best)?.value).toBe(Math.max(...values));
    });
  });

  it('keep the least loss where no figure is named, or as a mode says', async () => {
    for (const [restarts, best] of [[{ count: 3 }, Math.min], [{ count: 3, mode: 'max' }, Math.max]] as const) {
      await withRun(restless('accuracy'), async run => {
        const end = (await run.train({ epochs: 1, restarts })).restarts;
        expect(end?.all.find(({ restart }) => restart === end.best)?.value).toBe(best(...end?.all.map(({ value }) => value) ?? []));
      });
    }
  });
});

describe('reduceOnPlateau', () => {
  it('goes by the metric', async () => {
    const rate = reduceOnPlateau({ initialValue: 0.1, monitor: 'training.cosine', factor: 0.5, patience: 1, minDelta: 0 });
    await using run = await createRun({
      model: dense({ units: 2 }), loss: meanSquaredError(), optimizer: sgd({ learningRate: rate }), backend: 'typescript', metrics: [cosineSimilarityMetric({ name: 'cosine' })],
      data: arrays({ inputs: [[1, 0], [0, 1]], targets: [[1, 2], [-1, 1]] }), training: { epochs: 4, batchSize: 2 },
    });
    await run.train();
    expect(run.parts.schedules.map(({ schedule }) => schedule.at(0))).toEqual([0.1]);
  });
});

describe('a metric that does not say which figures are better', () => {
  const own = defineMetric({
    name: 'own', summary: '', options: () => z.strictObject({}),
    create: () => ({ record: (prediction, _, weights) => ({ total: prediction.sum(1).mul(weights).sum() }), result: ({ total = 0 }) => total }),
  });
  const config = (more: Partial<RunConfig>) => restless(own(), { plugins: [definePlugin({ name: 'test', contributes: { metrics: [own] } })], ...more });
  const advice = 'the metric does not say whether higher or lower figures are better\n  got: mode: auto\n  expected: a mode\n  next: say mode: min or mode: max';

  it('is followed with a mode alone', async () => {
    await withRun(config({}), async run => {
      await expect(run.train({ earlyStopping: { monitor: 'training.own' } })).rejects.toThrow(`training.earlyStopping.monitor: training.own: ${advice}`);
      await expect(run.train({ restarts: { count: 2, monitor: 'validation.own' } })).rejects.toThrow(`training.restarts.monitor: validation.own: ${advice}`);
      await run.train({ epochs: 1, earlyStopping: { monitor: 'training.own', mode: 'max' } });
    });
    const optimizer = (mode?: 'min') => sgd({ learningRate: reduceOnPlateau({ initialValue: 0.1, monitor: 'training.own', ...(mode && { mode }) }) });
    await withRun(config({ optimizer: optimizer() }), run => expect(run.train()).rejects.toThrow(`optimizer.learningRate.monitor: training.own: ${advice}`));
    await withRun(config({ optimizer: optimizer('min') }), run => run.train({ epochs: 1 }));
  });
});

describe('the better of two figures', () => {
  const registry = createRegistry([]);
  const better = (metric: MetricInput) => betterOf({ monitor: 'validation.it' }, { it: registry.create('metric', metric) });

  it('is told by every metric of the framework that can', () => {
    for (const use of ['accuracy', 'binaryAccuracy', 'categoricalAccuracy', 'topKAccuracy', 'labelAccuracy', 'precision', 'recall', 'f1', 'fBeta', 'truePositives', 'trueNegatives', 'auc', 'r2', 'cosineSimilarity']) expect(better(use), use).toBe('higher');
    for (const use of ['falsePositives', 'falseNegatives', 'rootMeanSquaredError', 'meanAbsoluteError', 'poisson']) expect(better(use), use).toBe('lower');
    expect(better(huber())).toBe('lower');
    for (const metric of [meanMetric(), 'sum', 'confusionMatrix']) expect(() => better(metric)).toThrow(/say mode: min or mode: max/u);
    expect(betterOf({ monitor: 'training.loss' }, {})).toBe('lower');
    expect(betterOf({ monitor: 'training.loss', mode: 'max' }, {})).toBe('higher');
  });
});
