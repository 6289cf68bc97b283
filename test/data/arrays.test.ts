import { describe, expect, it } from 'vitest';
import { arrays } from '../../src/data/arrays.ts';
import type { DataParts } from '../../src/data/dataset.ts';
import { createSource, takesOptions } from './createSource.ts';
import { expectDataError } from './helpers.ts';

function load(options: object): Promise<DataParts> {
  return createSource(arrays, options).load({ folder: '.' });
}

describe('arrays', () => {
  it('reads nested arrays', async () => {
    const { train, test } = await load({ inputs: [[[1, 2], [3, 4]], [[5, 6], [7, 8]]], targets: [0.5, 1], test: { inputs: [[[0, 0], [0, 0]]], targets: [1] } });
    expect(train).toMatchObject({ count: 2, inputs: [{ name: 'input', shape: [2, 2], dtype: 'float', values: Float64Array.of(1, 2, 3, 4, 5, 6, 7, 8) }] });
    expect(train.targets[0]).toMatchObject({ name: 'target', shape: [], values: Float64Array.of(0.5, 1) });
    expect(test?.count).toBe(1);
  });

  it('keeps typed arrays as they are', async () => {
    const values = Uint8Array.of(1, 2, 3, 4);
    const { train } = await load({ inputs: { values, shape: [2], scale: 0.5 }, targets: Int32Array.of(1, 0) });
    expect(train.inputs[0]?.values).toBe(values);
    expect(train.inputs[0]).toMatchObject({ shape: [2], dtype: 'float', scale: 0.5 });
    expect(train.targets[0]).toMatchObject({ shape: [], dtype: 'int32' });
  });

  it('makes class indices of numbers where asked', async () => {
    const { train } = await load({ inputs: [1, 2], targets: { values: [1, 0], dtype: 'int32', categories: ['no', 'yes'] } });
    expect(train.targets[0]).toMatchObject({ dtype: 'int32', values: Int32Array.of(1, 0), categories: ['no', 'yes'] });
  });

  it('takes several inputs by name, and none but inputs', async () => {
    const { train } = await load({ inputs: { left: [[1], [2]], right: [3, 4] } });
    expect(train.inputs.map(({ name, shape }) => [name, shape])).toEqual([['left', [1]], ['right', []]]);
    expect(train.targets).toEqual([]);
  });

  it('refuses ragged arrays, with the place', async () => {
    await expectDataError(() => load({ inputs: [[1, 2], [3]] }), 'inputs[1]', 'ragged', 'an array of 1', 'shape [2]');
    await expectDataError(() => load({ inputs: [[[1], [2]], [[3], 4]] }), 'inputs[1][1]', 'got: 4', 'shape [1]');
    await expectDataError(() => load({ inputs: [[1], [[2]]] }), 'inputs[1][0]', 'an array of 1', 'a number');
    await expectDataError(() => load({ inputs: [1], targets: ['one'] }), 'targets[0]', '"one"', 'a number');
    await expectDataError(() => load({ inputs: { a: [[1], [2, 3]] } }), 'inputs.a[1]', 'an array of 2');
    await expectDataError(() => load({ inputs: [1], test: { inputs: [[1, 2], []] } }), 'test.inputs[1]', 'an array of 0');
  });

  it('refuses shapes and counts that do not meet', async () => {
    await expectDataError(() => load({ inputs: { values: Float32Array.of(1, 2, 3), shape: [2] } }), 'inputs', '3 values', 'multiple of 2');
    await expectDataError(() => load({ inputs: { values: Float32Array.of(1, 2), shape: [-1] } }), 'inputs', 'not a whole number from 0', 'got: [-1]');
    await expectDataError(() => load({ inputs: [[1], [2]], targets: [1] }), 'targets', '1 samples', '2 samples, as in data.inputs');
    await expectDataError(() => load({ inputs: [], targets: [] }), 'inputs', 'no samples');
    await expectDataError(() => load({ inputs: [[], []] }), 'inputs', 'a sample holds no values', 'shape [0]');
    await expectDataError(() => load({ inputs: new Float32Array(0) }), 'inputs', 'no samples');
    await expectDataError(() => load({ inputs: { a: [1] }, targets: { a: [1] } }), 'two columns are named a');
    await expectDataError(() => load({ inputs: [[1, 2]], targets: [1], test: { inputs: [[1]], targets: [1] } }), 'test.inputs', 'shape [1]', 'shape [2], float, as in data.inputs');
    await expectDataError(() => load({ inputs: [[1, 2]], targets: [1], test: { inputs: [[1, 2]] } }), 'no column target');
    await expectDataError(() => load({ inputs: [[1, 2]], targets: { values: [[0], [1.5]], dtype: 'int32' } }), 'targets, sample 1', 'not a whole number', '1.5');
  });

  it('refuses descriptions of values that make no sense', async () => {
    const values = [1, 2];
    await expectDataError(() => load({ inputs: { values, dytpe: 'int32' } }), 'data.inputs: unknown key "dytpe"', 'did you mean: dtype?');
    await expectDataError(() => load({ inputs: { values, dtype: 'float32' } }), 'data.inputs.dtype', 'got: "float32"', 'float or int32');
    await expectDataError(() => load({ inputs: { values, shape: 2 } }), 'data.inputs.shape', 'got: 2', 'a list of whole numbers');
    await expectDataError(() => load({ inputs: { values, scale: Number.NaN } }), 'data.inputs.scale', 'got: NaN', 'a finite number');
    await expectDataError(() => load({ inputs: values, targets: { values, categories: 'yes' } }), 'data.targets.categories', 'a list of names');
    await expectDataError(() => load({ inputs: [[1n]] }), 'data.inputs[0][0]', 'got: 1');
  });

  it('says which typed arrays it takes', async () => {
    const kinds = 'Float32Array, Float64Array, Int32Array or Uint8Array';
    await expectDataError(() => load({ inputs: Uint16Array.of(1, 2) }), 'inputs', 'got: Uint16Array', kinds);
    await expectDataError(() => load({ inputs: { values: BigInt64Array.of(1n), shape: [1] } }), 'inputs', 'got: BigInt64Array', kinds);
    await expectDataError(() => load({ inputs: { a: [1], b: new Uint8ClampedArray(1) } }), 'inputs.b', 'got: Uint8ClampedArray', kinds);
  });

  it('refuses options that are no arrays', () => {
    for (const inputs of [1, 'x', null, {}, { a: 1 }]) expect(takesOptions(arrays, { inputs }), JSON.stringify(inputs)).toBe(false);
    expect(takesOptions(arrays, { input: [1] })).toBe(false);
  });
});
