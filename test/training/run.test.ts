import { mkdtemp, readFile, readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { adam, arrays, createRun, defineObserver, dense, loadModel, meanSquaredError, sequential, sgd, z } from 'chainrule';
import { expect, it } from 'vitest';
import { expectClose } from '../../src/verification/closeTo.ts';
import { tolerances } from '../../src/verification/tolerances.ts';
import type { Figures } from '../../src/training/observer.ts';
import { classifier, clouds, flatWeights, withRun, xor } from './problems.ts';

it('learns XOR', async () => {
  await withRun({
    model: sequential([dense({ units: 8, activation: 'tanh' }), dense({ units: 1 })]),
    loss: meanSquaredError(), optimizer: adam({ learningRate: 0.05 }), data: arrays(xor), training: { epochs: 200, batchSize: 4 }, seed: 3,
  }, async run => {
    await run.train();
    const [outputs] = await run.predict(xor.inputs);
    expectClose(outputs?.values ?? [], [0, 1, 1, 0], { relative: 0, absolute: 0.1 });
  });
});

it('repeats bit for bit with the same seed, and differs with another', async () => {
  const train = (seed: number) => withRun(classifier(40, { seed }), async run => {
    await run.train();
    return flatWeights(run);
  });
  const [first, again, other] = [await train(7), await train(7), await train(8)];
  expect(again).toEqual(first);
  expect(other).not.toEqual(first);
});

it('takes the same steps in a loop of one\'s own as in train', async () => {
  const { inputs, targets } = clouds(20);
  const data = arrays({ inputs, targets });
  const trained = await withRun(classifier(20, { data: { ...data, shuffle: false }, training: { epochs: 2, batchSize: 10 } }), async run => {
    await run.train();
    return flatWeights(run);
  });
  const looped = await withRun(classifier(20, { data }), async run => {
    for (let step = 0; step < 4; step++) {
      const first = (step % 2) * 10;
      const samples = Array.from({ length: 10 }, (_, row) => first + row);
      await run.step({ inputs: inputs.slice(first, first + 10), targets: targets.slice(first, first + 10), samples });
    }
    return flatWeights(run);
  });
  expect(looped).toEqual(trained);
});

it('has a ragged last batch count as its samples do', async () => {
  const steps: number[] = [];
  const { inputs, targets } = clouds(25);
  await withRun(classifier(25, { training: { epochs: 1, batchSize: 10 } }), async run => {
    const end = await run.train();
    steps.push(end.steps);
    const whole = await run.evaluate({ inputs, targets });
    const parts = await run.evaluate('train');
    const numbers = (figures: Figures) => [figures.loss, figures['accuracy']].filter(figure => typeof figure === 'number');
    expectClose(numbers(parts), numbers(whole), tolerances.float32);
    expect(numbers(whole)).toHaveLength(2);
  });
  expect(steps).toEqual([3]);
});

it('stops early and puts the best weights back', async () => {
  const { inputs, targets } = clouds(30);
  const config = classifier(30, {
    data: arrays({ inputs, targets }, ), optimizer: sgd({ learningRate: 3 }),
    training: { epochs: 60, batchSize: 10, earlyStopping: { monitor: 'training.loss', patience: 4 } },
  });
  await withRun(config, async run => {
    const end = await run.train();
    expect(end.reason).toBe('stopped early');
    expect(end.epochs).toBe((end.best?.epoch ?? 0) + 4);
    const best = await flatWeights(run);
    const again = await withRun({ ...config, training: { epochs: end.best?.epoch ?? 0, batchSize: 10 } }, async other => {
      await other.train();
      return flatWeights(other);
    });
    expect(best).toEqual(again);
  });
});

it('ends cleanly when the signal is aborted, and goes on from there', async () => {
  await withRun(classifier(2000, { training: { epochs: 1000, batchSize: 4 } }), async run => {
    const abort = new AbortController();
    setTimeout(() => abort.abort(), 100);
    const end = await run.train({ signal: abort.signal });
    expect(end.reason).toBe('interrupted');
    expect(end.steps).toBeGreaterThan(0);
    expect((await flatWeights(run)).every(Number.isFinite)).toBe(true);
    const more = await run.train({ epochs: 1000, steps: 5 });
    expect(more.steps).toBe(end.steps + 5);
  });
});

it('writes a run folder of its own, and loads the model back', async () => {
  const output = await mkdtemp(join(tmpdir(), 'chainrule-'));
  const config = classifier(30, { output, name: 'clouds' });
  const { inputs } = clouds(30);
  const [first, second] = await withRun(config, async run => [await run.train(), await run.train()]);
  expect(await readdir(output)).toEqual(['clouds-1', 'clouds-2']);
  expect((await readdir(join(output, 'clouds-1'))).toSorted()).toEqual(['config.yaml', 'metrics.jsonl', 'model.safetensors', 'summary.json']);
  expect(first?.folder).toBe(join(output, 'clouds-1'));
  const lines = (await readFile(join(output, 'clouds-1', 'metrics.jsonl'), 'utf8')).trim().split('\n');
  expect(lines).toHaveLength(3);
  await using again = await createRun(config);
  await again.train({ epochs: 6 });
  await using loaded = await loadModel(join(second?.folder ?? '', 'model.safetensors'));
  const [expected, actual] = [await again.predict(inputs), await loaded.predict(inputs)];
  expect(Array.from(actual[0]?.values ?? [])).toEqual(Array.from(expected[0]?.values ?? []));
});

it('keeps what was learned where an observer throws', async () => {
  const output = await mkdtemp(join(tmpdir(), 'chainrule-'));
  const broken = defineObserver({ name: 'broken', summary: 'throws', options: () => z.strictObject({}), create: () => ({ epochEnded: () => { throw new Error('the disk is full'); } }) });
  await withRun(classifier(40, { name: 'clouds', output, observers: [broken()] }), async run => {
    await expect(run.train()).rejects.toThrow('the disk is full');
    await using loaded = await loadModel(join(output, 'clouds-1', 'model.safetensors'));
    expect(await flatWeights(loaded)).toEqual(await flatWeights(run));
  });
});

it('stores the standardisation with the model and applies it to what it predicts from', async () => {
  const inputs = Array.from({ length: 20 }, (_, index) => [1000 + 50 * index]);
  const targets = inputs.map(([x]) => [3 + 0.002 * (x ?? 0)]);
  const config = {
    model: dense({ units: 1 }), loss: meanSquaredError(), optimizer: sgd({ learningRate: 0.3 }),
    data: arrays({ inputs, targets, standardise: { inputs: true } }), training: { epochs: 60, batchSize: 20 },
  };
  await withRun(config, async run => {
    await run.train();
    const [outputs] = await run.predict([[1500]]);
    expectClose(outputs?.values ?? [], [6], { relative: 1e-3, absolute: 0 });
    const file = join(await mkdtemp(join(tmpdir(), 'chainrule-')), 'line.safetensors');
    await run.save(file);
    await using loaded = await loadModel(file, { backend: 'typescript:float64' });
    const [again] = await loaded.predict([[1500]]);
    expectClose(again?.values ?? [], outputs?.values ?? [], tolerances.float32);
  });
});
