import { readdirSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Column, DataParts, Dataset } from '../../src/data/dataset.ts';
import { defineDataSource, definePlugin, openRun, z } from '../../src/index.ts';
import type { TrainOptions } from '../../src/training/trainingOptions.ts';
import { expectClose } from '../../src/verification/closeTo.ts';
import { backends } from '../contracts/runContracts.ts';

const folder = 'examples/lectures';
const configs = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(file => file.endsWith('.yaml')).sort().map(file => `${folder}/${file}`);
const steps = 20;
/** Few enough for 20 steps of the widest net on tf.js's plain loops. */
const [most, mostInBatch] = [320, 16];
/** What float32 may add up to in 20 steps. Of the loss alone: Adam moves a weight whose gradient is no more than rounding by its whole rate. */
const tolerance = { relative: 1e-3, absolute: 1e-5 };

function firstOf({ inputs, targets, weights, count }: Dataset): Dataset {
  const kept = Math.min(count, most);
  const cut = ({ name, shape, dtype, values, scale = 1 }: Column): Column => ({ name, shape, dtype, scale, values: values.subarray(0, kept * shape.reduce((product, extent) => product * extent, 1)) });
  return { count: kept, inputs: inputs.map(cut), targets: targets.map(cut), ...(weights !== undefined && { weights: cut(weights) }) };
}

/** The first samples of a config's data, loaded once for all backends. */
async function samplesOf(file: string): Promise<DataParts> {
  await using run = await openRun(file, { changes: { backend: 'typescript' } });
  const { data } = run.parts;
  if (data === undefined) throw new Error(`${file} has no data`);
  return { train: firstOf(data.train), ...(data.validation !== undefined && { validation: firstOf(data.validation) }), ...(data.test !== undefined && { test: firstOf(data.test) }) };
}

async function lossAfter(file: string, backend: string, data: DataParts): Promise<number[]> {
  const given = defineDataSource({ name: 'given', summary: 'samples that were loaded before', options: () => z.strictObject({}), create: () => ({ load: async () => data }) });
  await using run = await openRun(file, { changes: config => changed(config, backend), plugins: [definePlugin({ name: 'given', contributes: { dataSources: [given] } })] });
  await run.train({ steps });
  const { loss } = await run.evaluate('train');
  return [Number(loss)];
}

/** The config on a backend, with the given samples and batches of at most so many. */
function changed(config: Readonly<Record<string, unknown>>, backend: string): object {
  const training = config['training'] as TrainOptions | undefined;
  const { shuffle = true } = config['data'] as { readonly shuffle?: boolean };
  return { backend, data: { use: 'given', shuffle }, training: { ...training, batchSize: Math.min(training?.batchSize ?? 32, mostInBatch) } };
}

describe('20 steps of every lecture', () => {
  it('are looked for in all their configs', () => expect(configs.length).toBeGreaterThanOrEqual(13));

  describe.each(configs)('%s', file => {
    let data: DataParts;
    let expected: readonly number[];
    beforeAll(async () => {
      data = await samplesOf(file);
      expected = await lossAfter(file, 'typescript:float64', data);
    });
    for (const { name, backend, missing } of backends) {
      it.skipIf(backend === undefined)(`on ${name}${missing === undefined ? '' : ` (${missing})`}`, async () => {
        expectClose(await lossAfter(file, name, data), expected, tolerance);
      });
    }
  });
});
