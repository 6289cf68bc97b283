import { createRun, dense, meanSquaredError, momentum, sequential } from 'chainrule';
import type { RunConfig } from 'chainrule';
import { describe, expect, it } from 'vitest';
import { mostStepBytes, plannedStepBytes } from '../../src/backends/stepMemory.ts';
import { freeMemory } from '../../src/training/freeMemory.ts';
import { stateEntries } from '../../src/training/recordStep.ts';
import { requireStateMemory, requireStepMemory } from '../../src/training/requireMemory.ts';

const config = (units: number, batchSize = 8): RunConfig => ({
  backend: 'typescript', model: sequential([dense({ units, activation: 'tanh' }), dense({ units: 2 })]), loss: meanSquaredError(), optimizer: momentum(0.1),
  shapes: { inputs: [[5]], targets: [[2]] }, training: { batchSize },
});

describe('memory is compared with what is free before the first step', () => {
  it('takes a step and a state that fit', async () => {
    await using run = await createRun(config(100));
    const [graph, needed] = [run.graph(), plannedStepBytes(run.graph(), 'float32')];
    requireStepMemory(graph, 'float32', { purpose: 'train', batchSize: 8 }, needed);
    requireStateMemory(stateEntries(run.parts.objective.model, run.parts.optimizer), 'float32', 6416);
    expect(needed).toBeLessThanOrEqual(mostStepBytes(graph, 'float32'));
    expect(plannedStepBytes(graph, 'float64')).toBeGreaterThan(1.9 * needed);
  });

  it('estimates about what the typescript backend takes', async () => {
    await using run = await createRun(config(100));
    const taken = run.memory('train');
    const estimate = plannedStepBytes(run.graph(), 'float32');
    expect(estimate).toBeLessThanOrEqual(taken);
    expect(estimate).toBeGreaterThan(0.8 * taken);
  });

  it('names the layer with the largest value, what is needed, what is free, and a smaller batch', async () => {
    await using run = await createRun(config(100));
    const check = (batchSize: number) => () => requireStepMemory(run.graph('train', batchSize), 'float32', { purpose: 'train', batchSize }, 200);
    expect(check(1000)).toThrow(/^dense: a step does not fit into memory: to train with batches of 1000\n {2}got: \d\.\d MB beside the state, 0\.4 MB of them for \w+ \[1000, 100\]\n {2}expected: at most 0\.0 MB, which are free\n {2}next: choose a batchSize below 1000, or make this layer smaller$/);
    expect(check(1)).toThrow(/next: make this layer smaller$/);
  });

  it('names the largest piece of the state', async () => {
    await using run = await createRun(config(100));
    const state = stateEntries(run.parts.objective.model, run.parts.optimizer);
    expect(() => requireStateMemory(state, 'float32', 6415)).toThrow(/^dense\/kernel: the model does not fit into memory\n {2}got: 0\.0 MB of parameters, optimizer slots and buffers, 0\.0 MB of them for parameters\/dense\/kernel \[5, 100\]\n {2}expected: .*\n {2}next: make this layer smaller$/);
  });

  it('refuses a model of terabytes before it takes memory', async () => {
    await expect(createRun({ ...config(1e6), model: [dense({ units: 1e6 }), dense({ units: 1e6 })], shapes: { inputs: [[5]], targets: [[1e6]] } }))
      .rejects.toThrow(/^dense_2\/kernel: the model does not fit into memory\n {2}got: 8000\.\d GB of parameters/);
  });

  it('refuses a batch of terabytes before it takes memory', async () => {
    await using run = await createRun(config(1000, 1e9));
    expect(() => run.memory('train')).toThrow(/a step does not fit into memory: to train with batches of 1000000000\n/);
    await expect(run.step({ inputs: [[1, 2, 3, 4, 5]], targets: [[1, 2]] })).resolves.toMatchObject({ penalty: 0 });
  });

  it('knows of some free memory', () => {
    expect(freeMemory()).toBeGreaterThan(1e6);
  });
});
