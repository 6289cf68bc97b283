import { z } from 'zod';
import { defineDataSource, defineLoss, defineMetric } from '../../src/components/definition.ts';
import { readConfig, withPlaces } from '../../src/config/loadConfig.ts';
import { parseOverride } from '../../src/config/override.ts';
import { parseRun } from '../../src/config/schema.ts';
import type { RunSettings } from '../../src/config/schema.ts';
import { definePlugin } from '../../src/plugins/definePlugin.ts';
import type { Plugin } from '../../src/plugins/definePlugin.ts';
import { InvalidConfigError } from '../../src/plugins/problem.ts';
import type { Problem } from '../../src/plugins/problem.ts';
import type { Registry } from '../../src/plugins/registry.ts';
import { fixtureRegistry } from '../plugins/fixtures.ts';

const difference = defineLoss({
  name: 'difference', summary: 'prediction − target', options: () => z.strictObject({}),
  create: () => ({ batchReduction: 'mean', forward: (_, prediction) => ({ values: prediction, backward: dValues => dValues }) }),
});

export const points = defineDataSource({
  name: 'points', summary: 'no samples', options: () => z.strictObject({ count: z.int().positive().default(10), values: z.custom<ArrayLike<number>>().optional() }),
  create: () => ({ load: async () => ({ train: { count: 0, inputs: [], targets: [] } }) }),
});

const figure = defineMetric({
  name: 'accuracy', summary: 'always 1', options: () => z.strictObject({}),
  create: () => ({ record: () => ({}), result: () => 1 }),
});

/** A registry of the parts that a whole config needs, and of more plugins. */
export function configRegistry(...plugins: readonly Plugin[]): Registry {
  return fixtureRegistry(definePlugin({ name: 'parts', contributes: { losses: [difference], dataSources: [points], metrics: [figure] } }), ...plugins);
}

/** A valid config that uses every key. */
export const valid = `# a run
name: tiny
backend: fake:wasm
gradients: backprop
model:
  use: sequential
  layers:
    - { use: dense, units: 4, activation: relu, kernelRegularizer: { use: l2, lambda: 0.01 } }
    - doubling
    - use: dense
      units: 2
loss: difference
optimizer: { use: momentum, learningRate: 0.1, nesterov: true }
data: { use: points, count: 20, validation: 0.2, standardise: true }
metrics: [accuracy]
training:
  epochs: 3
  batchSize: 8
  earlyStopping: { monitor: validation.accuracy, patience: 2 }
seed: 7
output: out
`;

/** Reads and checks a config text. */
export function settingsOf(text: string, sets: readonly string[] = [], file = 'run.yaml'): RunSettings {
  const { config, places } = readConfig(text, file, sets.map(parseOverride));
  return withPlaces(places, () => parseRun(configRegistry(), config));
}

/** The problems of a config text. */
export function problemsOf(text: string, sets: readonly string[] = [], file = 'run.yaml'): readonly Problem[] {
  try {
    settingsOf(text, sets, file);
  } catch (error) {
    if (error instanceof InvalidConfigError) return error.problems;
    throw error;
  }
  throw new Error('nothing was wrong');
}
