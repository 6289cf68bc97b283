import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigError, NonFiniteError, adam, arrays, createRun, dense, meanSquaredError, momentum, reduceOnPlateau, sgd } from 'chainrule';
import type { RunConfig } from 'chainrule';
import { describe, expect, it } from 'vitest';
import { testedBackends } from '../../src/verification/testedBackends.ts';
import { endLines, restartLine } from '../../src/training/observers/figures.ts';
import type { RestartReport } from '../../src/training/observer.ts';
import { observedBy } from './observed.ts';
import { classifier, clouds, flatWeights, withRun, xor } from './problems.ts';

const own = (more: Partial<RunConfig> = {}): RunConfig => {
  const { inputs, targets } = clouds(30);
  return classifier(30, { backend: 'typescript', data: arrays({ inputs, targets, validation: 9 }), ...more });
};
const trained = (config: RunConfig) => withRun(config, async run => ({ end: await run.train(), weights: await flatWeights(run), figures: await run.evaluate('validation') }));

const backends = await testedBackends();

describe('restarts', () => {
  it('keeps the best of several seeds, with its weights', async () => {
    const { end, weights, figures } = await trained(own({ training: { epochs: 2, batchSize: 10, restarts: 4 } }));
    const { all = [], best } = end.restarts ?? {};
    const kept = all.find(({ restart }) => restart === best);
    expect(all.map(({ restart, monitor, steps, reason }) => [restart, monitor, steps, reason])).toEqual([1, 2, 3, 4].map(restart => [restart, 'validation.loss', 6, 'finished']));
    expect(new Set(all.map(({ value }) => value)).size).toBe(4);
    expect(kept?.value).toBe(Math.min(...all.map(({ value }) => value)));
    expect(figures.loss).toBe(kept?.value);
    const again = await trained(own({ training: { epochs: 2, batchSize: 10, restarts: 4 } }));
    expect(again.weights).toEqual(weights);
  });

  for (const { name, missing } of backends) {
    it.skipIf(missing !== undefined)(`ends with the weights of the best, on ${name}`, async () => {
      const { end, figures } = await trained(own({ backend: name, training: { epochs: 1, batchSize: 10, restarts: 3 } }));
      expect(figures.loss).toBe(Math.min(...end.restarts?.all.map(({ value }) => value) ?? []));
    });
  }

  it('trains each as a run of its seed, the first of which is the run’s own, on the same data', async () => {
    const data = arrays(clouds(30));
    const { end, weights } = await withRun(own({ data, training: { epochs: 2, batchSize: 10, restarts: 3 } }), async run => ({ end: await run.train(), weights: await flatWeights(run) }));
    const { all = [], best } = end.restarts ?? {};
    expect(all[0]?.seed).toBe(7);
    const seed = all.find(({ restart }) => restart === best)?.seed ?? Number.NaN;
    const alone = await withRun(own({ data, seed, training: { epochs: 2, batchSize: 10 } }), async run => {
      await run.train();
      return flatWeights(run);
    });
    expect(weights).toEqual(alone);
  });

  it('finds the way out of a bad start', async () => {
    const config: RunConfig = {
      model: [dense({ units: 2, activation: 'tanh' }), dense({ units: 1 })], loss: meanSquaredError(), optimizer: adam({ learningRate: 0.05 }), data: arrays(xor),
      backend: 'typescript', training: { epochs: 150, batchSize: 4 }, seed: 1,
    };
    await withRun(config, async run => {
      const { restarts } = await run.train({ restarts: 6 });
      const values = restarts?.all.map(({ value }) => value) ?? [];
      expect(Math.max(...values)).toBeGreaterThan(0.1);
      expect(Math.min(...values)).toBeLessThan(0.05);
      expect((await run.gradients(xor)).loss).toBeLessThan(0.05);
    });
  });

  it('goes on from the best one', async () => {
    const config = own({ training: { epochs: 1, batchSize: 10, restarts: 3 } });
    await withRun(config, async run => {
      await run.train();
      await expect(run.train()).rejects.toThrow(/training\.restarts: restarts begin from new weights[^]*3 steps taken[^]*restarts: 1/u);
      expect(await run.train({ restarts: 1 })).toMatchObject({ epochs: 2, steps: 6 });
    });
  });

  it('starts the first from the weights as they are, and all of them from schedules as they were', async () => {
    const observed: number[] = [];
    const rate = reduceOnPlateau({ initialValue: 0.1, patience: 1, factor: 0.5, monitor: 'training.loss' });
    const config = own({ optimizer: momentum({ learningRate: rate }), training: { epochs: 3, batchSize: 10, restarts: 2 }, ...observedBy({ stepped: ({ learningRate, step }) => void (step === 1 && observed.push(learningRate ?? 0)) }) });
    const changed = await withRun(config, async run => {
      run.setWeights({ 'dense/kernel': Array.from({ length: 16 }, () => 0.01) });
      return (await run.train()).restarts?.all;
    });
    const plain = await withRun(config, async run => (await run.train()).restarts?.all);
    expect(changed?.[0]?.value).not.toBe(plain?.[0]?.value);
    expect(changed?.[1]?.value).toBe(plain?.[1]?.value);
    expect(observed).toEqual([0.1, 0.1, 0.1, 0.1]);
  });

  it('compares the epochs that early stopping restores', async () => {
    const { end, figures } = await trained(own({ optimizer: sgd({ learningRate: 0.9 }), training: { epochs: 8, batchSize: 10, restarts: 3, earlyStopping: { patience: 2 } } }));
    const values = end.restarts?.all.map(({ value }) => value) ?? [];
    expect(figures.loss).toBe(Math.min(...values));
    expect(end.best?.value).toBe(Math.min(...values));
  });

  it('passes over a restart that is not finite', async () => {
    const reports: RestartReport[] = [];
    await withRun(own({ ...observedBy({ restartEnded: report => void reports.push(report) }) }), async run => {
      run.setWeights({ 'dense_2/kernel': Array.from({ length: 24 }, () => 3e38) });
      expect(await run.train({ restarts: 2 })).toMatchObject({ reason: 'finished', restarts: { best: 2 } });
    });
    expect(reports.map(({ value, reason }) => [value, reason])).toEqual([[Number.NaN, 'not finite'], [expect.any(Number), 'finished']]);
    expect(reports.map(restartLine)).toEqual(['restart 1/2  seed 7  not finite', expect.stringMatching(/^restart 2\/2 {2}seed \d+ {2}validation\.loss \d/u)]);
  });

  it('throws where no restart is finite', async () => {
    const config = own({ model: [dense({ units: 3 }), dense({ units: 3 })], optimizer: sgd({ learningRate: 1e38 }), training: { epochs: 2, batchSize: 10, restarts: 2 } });
    await withRun(config, run => expect(run.train()).rejects.toThrow(NonFiniteError));
  });

  it('keeps the best so far where it is interrupted', async () => {
    const controller = new AbortController();
    const config = own({ training: { epochs: 2, batchSize: 10, restarts: 5 }, ...observedBy({ restartEnded: ({ restart }) => void (restart === 2 && controller.abort()) }) });
    await withRun(config, async run => {
      const { restarts, ...end } = await run.train({ signal: controller.signal });
      expect(end).toMatchObject({ reason: 'finished', steps: 6 });
      expect(restarts).toMatchObject({ count: 5, all: [{ restart: 1 }, { restart: 2 }] });
    });
  });

  it('is told in metrics.jsonl, the summary and the last lines', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'chainrule-restarts-'));
    try {
      const end = await withRun(own({ output: folder, training: { epochs: 1, batchSize: 10, restarts: 2 } }), run => run.train());
      const lines = (await readFile(join(folder, 'run-1', 'metrics.jsonl'), 'utf8')).trim().split('\n').map(line => JSON.parse(line) as object);
      expect(lines.map(line => ('restart' in line ? line.restart : 'epoch'))).toEqual(['epoch', 1, 'epoch', 2]);
      expect(JSON.parse(await readFile(join(folder, 'run-1', 'summary.json'), 'utf8'))).toMatchObject({ restarts: JSON.parse(JSON.stringify(end.restarts)) as object });
      expect(await readFile(join(folder, 'run-1', 'config.yaml'), 'utf8')).toMatch(/restarts:\n +mode: auto\n +count: 2\n/u);
      expect(endLines(end)).toContainEqual(expect.stringMatching(/^kept restart [12] of 2, seed \d+, validation\.loss \d/u));
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('refuses what it cannot compare by', async () => {
    await expect(createRun(own({ training: { restarts: 0 } }))).rejects.toThrow(ConfigError);
    await expect(createRun(own({ training: { restarts: { count: 2, monitor: 'validation.los' } } }))).rejects.toThrow(/training\.restarts\.monitor: no such figure[^]*did you mean: validation\.loss/u);
    const { inputs, targets } = clouds(30);
    await withRun(own({ data: arrays({ inputs, targets }), training: { batchSize: 10, restarts: { count: 2, monitor: 'validation.loss' } } }), run => expect(run.train()).rejects.toThrow(/training\.restarts\.monitor/u));
    await withRun(own({ metrics: ['confusionMatrix'], training: { batchSize: 10, restarts: { count: 2, monitor: 'validation.confusionMatrix' } } }), run => expect(run.train()).rejects.toThrow(/monitored figure is a list/u));
  });
});
