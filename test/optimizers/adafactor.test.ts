import { expect, it } from 'vitest';
import { adafactor } from '../../src/optimizers/index.ts';
import { createRegistry } from '../../src/plugins/createRegistry.ts';
import { parameterModel } from '../../src/testing/parameterModel.ts';
import { testedBackends } from '../../src/verification/testedBackends.ts';
import { runUpdates } from '../../src/testing/updates.ts';

const model = parameterModel({ kernel: { shape: [2, 2] } });

it.each(await testedBackends(['typescript', 'wasm', 'native']))('rows and columns of zeros beside large gradients stay finite on $name', async ({ backend }) => {
  if (backend === undefined) return;
  const optimizer = createRegistry([]).create('optimizer', adafactor());
  const gradients = [1, 1e6, 0].map(value => ({ kernel: Float64Array.of(value, 0, 0, 0) }));
  for (const { 'parameters/kernel': values } of await runUpdates(backend, { optimizer, model, parameters: { kernel: Float64Array.of(1, 2, 3, 4) }, gradients })) {
    expect([...values ?? []].every(Number.isFinite)).toBe(true);
    expect(values?.slice(1)).toEqual(Float64Array.of(2, 3, 4));
  }
});

it('keeps a mean a row and a mean a column of a matrix', () => {
  const slots = createRegistry([]).create('optimizer', adafactor()).slots;
  expect(slots?.([5, 3, 4], '')).toMatchObject({ '0.rowMeans': { shape: [5, 3] }, '0.columnMeans': { shape: [5, 4] } });
  expect(slots?.([4], '')).toMatchObject({ '0.secondMoment': { shape: [4] } });
});
