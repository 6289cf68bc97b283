import { arrays, concatenate, createRun, DataError, dense, meanSquaredError, sequential, sgd } from 'chainrule';
import type { Batch, Run, RunConfig } from 'chainrule';
import { expect, it } from 'vitest';
import { expectClose } from '../../src/verification/closeTo.ts';
import { tolerances } from '../../src/verification/tolerances.ts';
import { classifier, clouds, withRun } from './problems.ts';

const line: RunConfig = {
  model: dense({ units: 1 }), loss: meanSquaredError(), optimizer: sgd({ learningRate: 0.1 }), metrics: ['meanSquaredError'],
  data: arrays({ inputs: [[1, 2], [3, 4], [5, 6]], targets: [[1], [2], [3]] }), training: { epochs: 1, batchSize: 2 }, backend: 'typescript:float64',
};
const batch: Batch = { inputs: [[1, 2], [3, 4], [5, 6]], targets: [[1], [2], [3]] };
const pair: RunConfig = {
  ...line, model: sequential([concatenate(), dense({ units: 1 })]),
  data: arrays({ inputs: { left: [[1], [2]], right: [[3], [4]] }, targets: { answer: [[1], [2]] } }),
};

/** The message of the DataError that `work` rejects with; it must not throw at once. */
async function refused(work: Promise<unknown>): Promise<string> {
  const error: unknown = await work.then(() => undefined, (reason: unknown) => reason);
  expect(error).toBeInstanceOf(DataError);
  return error instanceof Error ? error.message : '';
}

async function lossOf(run: Run, samples: Batch): Promise<number> {
  return (await run.evaluate(samples))['loss'] ?? Number.NaN;
}

it('gives the weighted mean of the losses for a batch with weights, cut into parts or not', async () => {
  await withRun(line, async run => {
    const losses = await Promise.all([0, 1, 2].map(row => lossOf(run, { inputs: [[[1, 2], [3, 4], [5, 6]][row] ?? []], targets: [[row + 1]] })));
    const weights = [0.5, 0, 3];
    const expected = losses.reduce((sum, loss, row) => sum + loss * (weights[row] ?? 0), 0) / 3.5;
    const figures = await run.evaluate({ ...batch, weights });
    expectClose([figures.loss, figures['meanSquaredError']].filter(figure => typeof figure === 'number'), [expected, expected], tolerances.float64);
    const [weighted, plain] = await Promise.all([lossOf(run, { ...batch, weights }), lossOf(run, batch)]);
    expectClose([weighted, plain], [expected, losses.reduce((sum, loss) => sum + loss) / 3], tolerances.float64);
  });
});

it('lets a part of weights 0 count nothing in an evaluation, and refuses weights that are all 0', async () => {
  await withRun(line, async run => {
    const alone = await lossOf(run, { inputs: [[5, 6]], targets: [[3]] });
    expectClose([await lossOf(run, { ...batch, weights: [0, 0, 7] })], [alone], tolerances.float64);
    expect(await refused(run.evaluate({ ...batch, weights: [0, 0, 0] }))).toContain('all weights are 0');
  });
});

it('refuses weights and sample numbers that cannot be used, naming the sample', async () => {
  await withRun(line, async run => {
    expect(await refused(run.evaluate({ ...batch, weights: [1, Number.NaN, 1] }))).toContain('batch.weights, sample 1');
    expect(await refused(run.gradients({ ...batch, weights: [1, 1, -1] }))).toContain('batch.weights, sample 2');
    expect(await refused(run.gradients({ ...batch, weights: ['x', 1, 1] as never }))).toContain('batch.weights, sample 0');
    expect(await refused(run.gradients({ ...batch, weights: 3 as never }))).toContain('not a list of numbers');
    expect(await refused(run.gradients({ ...batch, samples: [0, 1, 0.5] }))).toContain('batch.samples, sample 2');
  });
});

it('matches tensors by name, whatever their order', async () => {
  await withRun(pair, async run => {
    const [left, right] = [[[1], [2]], [[30], [40]]];
    const [inOrder, turned] = [await run.predict({ left, right }), await run.predict({ right, left })];
    expect(turned).toEqual(inOrder);
    expect(await run.predict({ left: right, right: left })).not.toEqual(inOrder);
  });
});

it('refuses unknown and missing names', async () => {
  await withRun(pair, async run => {
    const one = [[1]];
    expect(await refused(run.predict({ rihgt: one, lfet: one }))).toContain('did you mean: right?');
    expect(await refused(run.predict({ left: one }))).toContain('the batch lacks right');
    expect(await refused(run.predict(one))).toContain('expected: 2: left, right');
    expect(await refused(run.evaluate({ inputs: { left: one, right: one }, targets: { anser: one } }))).toContain('did you mean: answer?');
    expect(await run.evaluate({ inputs: { left: one, right: one }, targets: one })).toHaveProperty('loss');
  });
});

it('takes tensors by position where only shapes were configured', async () => {
  const { data: _, ...withoutData } = pair;
  await using run = await createRun({ ...withoutData, shapes: { inputs: [[1], [1]], targets: [[1]] } });
  expect(await run.predict({ a: [[1]], b: [[2]] })).toEqual(await run.predict({ left: [[1]], right: [[2]] }));
});

it('refuses parts of the data whose columns have other names', async () => {
  const turned = { inputs: { right: [[3]], left: [[1]] }, targets: { answer: [[1]] } };
  const data = arrays({ inputs: { left: [[1], [2]], right: [[3], [4]] }, targets: { answer: [[1], [2]] }, test: turned });
  expect(await refused(createRun({ ...pair, data }))).toContain('not laid out');
});

it('checks a data set that it is given: columns, samples and labels', async () => {
  await withRun(classifier(12), async run => {
    const train = run.parts.data?.train;
    const [input, target] = [train?.inputs[0], train?.targets[0]];
    if (train === undefined || input === undefined || target === undefined) throw new Error('the run has no data');
    expect(await run.evaluate(train)).toEqual(await run.evaluate('train'));
    expect(await run.predict({ ...train, targets: [] })).toEqual(await run.predict(clouds(12).inputs));
    expect(await refused(run.evaluate({ ...train, targets: [] }))).toContain('the targets are not laid out');
    expect(await refused(run.predict({ ...train, inputs: [{ ...input, shape: [3] }] }))).toContain('the inputs are not laid out');
    expect(await refused(run.predict({ ...train, count: 13 }))).toContain('as many samples');
    expect(await refused(run.evaluate({ ...train, targets: [{ ...target, values: target.values.map(() => 9) }] }))).toContain('a label is out of range');
    const fractions = { ...target, dtype: 'float' as const, values: Float64Array.from(target.values, () => 0.5) };
    expect(await refused(run.evaluate({ ...train, targets: [fractions] }))).toContain('data.targets, sample 0: a class index is not a whole number');
  });
});

it('answers anything that is no batch with a DataError, and never throws at once', async () => {
  await withRun(line, async run => {
    const no = (value: unknown) => value as Batch & Batch['inputs'];
    for (const value of [null, undefined, 3, 'test data', [[1, 2]]]) {
      if (value !== undefined && typeof value !== 'string') expect(await refused(run.evaluate(no(value)))).toContain('not a batch');
      if (!Array.isArray(value)) expect(await refused(run.predict(no(value)))).toContain('no arrays of numbers');
      expect(await refused(run.step(no(value)))).toContain('not a batch');
      expect(await refused(run.gradients(no(value)))).toContain('not a batch');
    }
    expect(await refused(run.step(no({ inputs: [[1, 2]], targets: [[1]], weigths: [0] })))).toContain('batch: unknown key "weigths"');
    expect(await refused(run.step(no({ targets: [[1]] })))).toContain('batch.inputs: there are no arrays of numbers');
    expect(await refused(run.step(no({ inputs: [[1, 2]], targets: null })))).toContain('batch.targets');
    expect(await refused(run.predict(no({ input: null })))).toContain('inputs.input: there are no arrays of numbers');
    await expect(run.predict([[1, 2]], 2.5)).rejects.toThrow('a positive whole number');
    await expect(run.predict([[1, 2]], 0)).rejects.toThrow('a positive whole number');
    await expect(run.gradients(batch, { normalizer: Number.NaN })).rejects.toThrow('normalizer');
    await expect(run.gradients(batch, { step: 0.5 })).rejects.toThrow('step');
  });
});

it('gives gradients of inputs and outputs in the units of the data', async () => {
  const data = arrays({ inputs: [[10, 200], [30, 400], [50, 900]], targets: [[100], [200], [400]] });
  const config: RunConfig = { ...line, model: sequential([dense({ units: 3, activation: 'tanh' }), dense({ units: 1 })]), data: { ...data, standardise: { inputs: true, targets: true } } };
  await withRun(config, async run => {
    const at = (x: number, y: number): Batch => ({ inputs: [[x, y]], targets: [[100]] });
    const report = await run.gradients(at(12, 250));
    const slope = async (dx: number, dy: number) => ((await run.gradients(at(12 + dx, 250 + dy))).loss - (await run.gradients(at(12 - dx, 250 - dy))).loss) / (2 * (dx + dy));
    expectClose(report.inputs[0]?.values ?? [], [await slope(1e-3, 0), await slope(0, 1e-3)], { relative: 1e-6, absolute: 1e-12 });
    expectClose(report.outputs[0]?.values ?? [], (await run.predict([[12, 250]]))[0]?.values ?? [], tolerances.float64);
  });
});
