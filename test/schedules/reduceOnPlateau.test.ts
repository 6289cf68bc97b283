import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { arrays, createRun, dense, dropout, l2, loadModel, meanSquaredError, reduceOnPlateau, sequential, sgd, warmUp } from 'chainrule';
import type { RunConfig } from 'chainrule';
import { describe, expect, it } from 'vitest';
import { isObserving } from '../../src/schedules/schedule.ts';
import type { ObservingSchedule } from '../../src/schedules/schedule.ts';
import { createRegistry } from '../../src/plugins/createRegistry.ts';
import { decodeSafetensors, encodeSafetensors } from '../../src/training/safetensors.ts';

type Options = Parameters<typeof reduceOnPlateau>[0] & object;

function made(options: Options): ObservingSchedule {
  const schedule = createRegistry([]).create('schedule', reduceOnPlateau(options));
  if (!isObserving(schedule)) throw new Error('it observes');
  return schedule;
}

/** The values after each figure of the validation loss, or of an accuracy. */
function follow(schedule: ObservingSchedule, losses: readonly number[], better: 'higher' | 'lower' = 'lower'): readonly number[] {
  return losses.map(loss => {
    schedule.observe({ training: { loss: 0 }, validation: { loss, accuracy: loss } }, better);
    return schedule.at(0);
  });
}

/** No epoch after the first counts as an improvement: the value is halved after each of them. */
const halving = (initialValue: number) => reduceOnPlateau({ initialValue, monitor: 'training.loss', factor: 0.5, patience: 1, minDelta: 1e9 });

const config = {
  model: sequential([dense({ units: 1 })]),
  loss: meanSquaredError(), optimizer: sgd({ learningRate: halving(0.1) }),
  data: arrays({ inputs: [[1], [2], [3]], targets: [[2], [4], [5]], shuffle: false }),
  backend: 'typescript', training: { epochs: 3, batchSize: 3 },
} satisfies RunConfig;

const newFile = async () => join(await mkdtemp(join(tmpdir(), 'chainrule-')), 'model.safetensors');

describe('reduceOnPlateau', () => {
  it('lowers its value after so many epochs without improvement, down to its minimum', () => {
    expect(follow(made({ initialValue: 8, factor: 0.5, patience: 2, minimum: 3 }), [5, 4, 4, 4, 4, 3, 3, 3, 3, 3])).toEqual([8, 8, 8, 4, 4, 4, 4, 3, 3, 3]);
  });

  it('counts no epoch while it rests', () => {
    expect(follow(made({ initialValue: 8, factor: 0.5, patience: 1, cooldown: 2 }), [1, 1, 1, 1, 1])).toEqual([8, 4, 4, 2, 2]);
  });

  it('takes for an improvement what exceeds minDelta, in the direction of its mode', () => {
    expect(follow(made({ initialValue: 8, patience: 1, factor: 0.5, minDelta: 0.5 }), [3, 2.6, 2.4])).toEqual([8, 4, 4]);
    expect(follow(made({ initialValue: 8, patience: 1, factor: 0.5, monitor: 'validation.accuracy' }), [0.5, 0.6, 0.6], 'higher')).toEqual([8, 8, 4]);
    expect(follow(made({ initialValue: 8, patience: 1, factor: 0.5 }), [Number.NaN, 2, 1, Number.NaN])).toEqual([4, 4, 4, 2]);
  });

  it('refuses options out of range, and a state that is not its own', () => {
    expect(() => made({ initialValue: 1, factor: 1 })).toThrow('factor: out of range\n  got: 1\n  expected: less than 1');
    expect(() => made({ initialValue: 1, minimum: 2 })).toThrow('minimum: out of range\n  got: 2\n  expected: at most 1');
    expect(() => made({ initialValue: -1 })).toThrow('initialValue: below the minimum, which is 0 unless given\n  got: -1');
    expect(() => made({ initialValue: 1 }).restore({ value: 'high' })).toThrow('this is no state of reduceOnPlateau');
  });
});

describe('a run', () => {
  it('hands each epoch’s figures to every such schedule, wherever it is nested', async () => {
    const [rate, lambda, drop] = [halving(0.1), halving(0.4), halving(0.2)];
    await using run = await createRun({
      ...config, model: sequential([dense({ units: 2, kernelRegularizer: l2({ lambda: lambda }) }), dropout({ rate: drop }), dense({ units: 1 })]),
      optimizer: sgd({ learningRate: warmUp({ schedule: rate, steps: 1 }) }),
    });
    await run.train();
    expect(run.parts.schedules.map(({ where, schedule }) => [where, schedule.at(0)])).toEqual([
      ['model.layers[0].kernelRegularizer.lambda.monitor', 0.1], ['model.layers[1].rate.monitor', 0.05], ['optimizer.learningRate.schedule.monitor', 0.025],
    ]);
  });

  it('goes on from the state that the model file keeps', async () => {
    const file = await newFile();
    await using run = await createRun(config);
    await run.train();
    await run.save(file);
    await using loaded = await loadModel(file, { data: config.data });
    expect(loaded.parts.schedules.map(({ schedule }) => schedule.at(0))).toEqual([0.025]);
    for (const each of [run, loaded]) await each.train({ epochs: 2 });
    expect(loaded.parts.schedules.map(({ schedule }) => schedule.at(0))).toEqual([0.1 / 16]);
    expect(await loaded.getWeights()).toEqual(await run.getWeights());
  });

  it('keeps a state for each place that names one schedule', async () => {
    const [file, shared] = [await newFile(), halving(0.1)];
    const layer = dense({ units: 1, kernelRegularizer: l2({ lambda: shared }) });
    await using run = await createRun({ ...config, model: sequential([layer, layer]), optimizer: sgd({ learningRate: shared }) });
    await run.train();
    await run.save(file);
    await using loaded = await loadModel(file, { data: config.data });
    expect(new Set(loaded.parts.schedules.map(({ schedule }) => schedule.at(0)))).toEqual(new Set([0.025]));
    for (const each of [run, loaded]) await each.train({ epochs: 1 });
    expect(await loaded.getWeights()).toEqual(await run.getWeights());
  });

  it('takes a file without states, and refuses one whose states are others', async () => {
    const file = await newFile();
    await using run = await createRun(config);
    const { tensors, metadata } = decodeSafetensors(await run.toBytes(), file);
    const weights = Object.fromEntries(Object.entries(tensors).map(([path, { shape, values }]) => [path, { dtype: 'F32' as const, shape, values: Float32Array.from(values) }]));
    const description = JSON.parse(metadata['chainrule'] ?? '') as Record<string, unknown>;
    const write = async (schedules: unknown) => {
      const { writeFile } = await import('node:fs/promises');
      await writeFile(file, encodeSafetensors(weights, { chainrule: JSON.stringify({ ...description, schedules }) }));
    };
    await write(undefined);
    await using loaded = await loadModel(file);
    expect(loaded.parts.schedules.map(({ schedule }) => schedule.at(0))).toEqual([0.1]);
    await write([]);
    await expect(loadModel(file)).rejects.toThrow('the states do not fit the schedules');
    await write([{ value: 1 }]);
    await expect(loadModel(file)).rejects.toThrow(/optimizer\.learningRate\.monitor: this is no state/u);
  });

  it('is refused where it lacks the figure, at the key that names it', async () => {
    const monitoring = (monitor: string) => ({ ...config, optimizer: sgd({ learningRate: reduceOnPlateau({ initialValue: 1, monitor }) }) });
    await expect(createRun(monitoring('validation.los'))).rejects.toThrow('optimizer.learningRate.monitor: no such figure\n  got: "validation.los"');
    await using run = await createRun(monitoring('validation.loss'));
    await expect(run.train()).rejects.toThrow('optimizer.learningRate.monitor: the monitored figure is one that this run does not have');
  });

  it('names the operation of an infinity that comes after the value has fallen, which a replay from before would not meet', async () => {
    const falling = reduceOnPlateau({ initialValue: 1e18, monitor: 'training.loss', factor: 1e-30, patience: 1, minDelta: 1e30 });
    await using run = await createRun({ ...config, optimizer: sgd({ learningRate: warmUp({ schedule: falling, steps: 1 }) }) });
    await expect(run.train()).rejects.toThrow(/the operation \w+ gives Infinity in step 3/u);
  });
});
