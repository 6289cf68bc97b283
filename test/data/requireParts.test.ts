import { createRun, defineDataSource, z } from 'chainrule';
import type { Column, DataParts } from 'chainrule';
import { expect, it } from 'vitest';
import { expectDataError } from './helpers.ts';

const column = (name: string, ...values: readonly number[]): Column => ({ name, shape: [1], dtype: 'float', values: Float32Array.from(values) });
const train = { count: 4, inputs: [column('x', 1, 2, 3, 4)], targets: [column('t', 1, 2, 3, 4)] };

/** A run on what a data source of one's own gives. */
async function runOn(parts: unknown): Promise<number | undefined> {
  const mine = defineDataSource({ name: 'mine', summary: '', options: () => z.strictObject({}), create: () => ({ load: async () => parts as DataParts }) });
  await using run = await createRun({ model: [{ use: 'dense', units: 1 }], loss: 'meanSquaredError', optimizer: 'sgd', data: mine(), backend: 'typescript' });
  return run.parts.data?.train.count;
}

it.each<[string, unknown, readonly string[]]>([
  ['nothing', undefined, ['data: the data source gives no training part', 'expected: { train: ']],
  ['no training part', { test: train }, ['data: the data source gives no training part']],
  ['no inputs', { train: { count: 4 } }, ['data.train: this is no data set', 'expected: { count, inputs: ']],
  ['plain arrays', { train: { ...train, inputs: [{ ...column('x'), values: [1, 2, 3, 4] }] } }, ['data.train: x: the values of a column are in no typed array', 'a Float32Array']],
  ['fewer samples than it says', { train: { ...train, count: 40 } }, ['data.train: the columns do not hold as many samples as `count` says', 'got: 4 samples', 'expected: 40']],
  ['more samples than it says', { train, test: { ...train, count: 3 } }, ['data.test: the columns do not hold as many', 'expected: 3']],
  ['columns of different lengths', { train: { ...train, targets: [column('t', 1, 2, 3)] } }, ['t: inputs and targets differ in their number of samples', 'got: 3 samples']],
])('a data source that gives %s is refused', async (_, parts, message) => {
  await expectDataError(() => runOn(parts), ...message);
});

it('one that gives whole samples is taken, parts that are undefined left out', async () => {
  expect(await runOn({ train, test: undefined })).toBe(4);
});
