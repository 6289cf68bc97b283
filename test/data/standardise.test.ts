import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Column, Dataset } from '../../src/data/dataset.ts';
import { fitStandardisation } from '../../src/data/fitStandardisation.ts';
import { standardisationSchema, standardise, unstandardise } from '../../src/data/standardise.ts';
import { expectClose } from '../../src/verification/closeTo.ts';
import { tolerances } from '../../src/verification/tolerances.ts';
import { numbered } from './datasets.ts';
import { expectDataError } from './helpers.ts';

function inputsOnly(column: Omit<Column, 'name' | 'dtype'>): Dataset {
  return { count: 0, inputs: [{ name: 'input', dtype: 'float', ...column }], targets: [] };
}
const fitted = (dataset: Dataset) => fitStandardisation(dataset.inputs);
const inputOf = (dataset: Dataset): ArrayLike<number> => dataset.inputs[0]?.values ?? [];

describe('standardise', () => {
  it('measures each feature', () => {
    const dataset = inputsOnly({ shape: [2], values: Float64Array.of(1, 10, 3, 30, 5, 50) });
    const { input } = fitted(dataset);
    expectClose(input?.mean ?? [], [3, 30], tolerances.float64);
    expectClose(input?.deviation ?? [], [Math.sqrt(8 / 3), 10 * Math.sqrt(8 / 3)], tolerances.float64);
    expectClose(inputOf(standardise(dataset, fitted(dataset))), [-1, -1, 0, 0, 1, 1].map(x => x * Math.sqrt(1.5)), tolerances.float64);
  });

  it('gives mean 0 and deviation 1, and back', () => {
    const double = fc.double({ min: -1e3, max: 1e3, noNaN: true }).map(x => Math.round(x * 1e3) / 1e3);
    fc.assert(fc.property(fc.array(fc.tuple(double, double), { minLength: 2 }), rows => {
      const dataset = inputsOnly({ shape: [2], values: Float64Array.from(rows.flat()) });
      const standardisation = fitted(dataset);
      const again = fitted(standardise(dataset, standardisation))['input'];
      expectClose(again?.mean ?? [], [0, 0], { relative: 0, absolute: 1e-6 }, 'mean');
      expectClose(again?.deviation ?? [], [1, 1], tolerances.float64, 'deviation');
      const { input } = standardisation;
      expectClose(unstandardise(inputOf(standardise(dataset, standardisation)), input ?? { mean: [], deviation: [] }), rows.flat(), tolerances.float64, 'restored');
    }));
  });

  it('takes constant features as they are: deviation 1', () => {
    const values = Float64Array.from({ length: 30 }, (_, i) => (i % 2 === 0 ? 0.1 : i));
    const { input } = fitted(inputsOnly({ shape: [2], values }));
    expect(input?.deviation[0]).toBe(1);
    expect(input?.deviation[1]).not.toBe(1);
  });

  it('counts the scale of stored bytes', () => {
    const dataset = inputsOnly({ shape: [], values: Uint8Array.of(0, 4), scale: 0.5 });
    expect(fitted(dataset)).toEqual({ input: { mean: [1], deviation: [1] } });
    const [column] = standardise(dataset, fitted(dataset)).inputs;
    expect(column).toMatchObject({ values: Float32Array.of(-1, 1), scale: 1 });
  });

  it('is fitted on one part and applied to another; class indices stay', () => {
    const standardisation = fitStandardisation([...numbered(3).inputs, ...numbered(3).targets]);
    expect(Object.keys(standardisation)).toEqual(['input']);
    const other = standardise(numbered(5), standardisation);
    expectClose(inputOf(other), [0, 1, 2, 3, 4].flatMap(x => [x - 1, x - 1]).map(x => x / Math.sqrt(2 / 3)), tolerances.float64);
    expect(other.targets).toEqual(numbered(5).targets);
  });

  it('survives as JSON', () => {
    const standardisation = fitted(numbered(3));
    expect(standardisationSchema.parse(JSON.parse(JSON.stringify(standardisation)))).toEqual(standardisation);
    expect(standardisationSchema.safeParse({ input: { mean: [0], deviation: [0] } }).success).toBe(false);
  });

  it('refuses to measure what is not finite, and names the column and the sample', async () => {
    const column = { shape: [2], values: Float64Array.of(1, 2, 3, Number.NaN, 5, 6), source: 'n.csv', lines: Int32Array.of(2, 3, 4) };
    await expectDataError(() => fitted(inputsOnly(column)), 'n.csv:3, feature 1: a value is not finite', 'got: NaN in input', 'a finite number');
    await expectDataError(() => fitted(inputsOnly({ shape: [], values: Float32Array.of(1, 2, -Infinity) })), 'input, sample 2', 'got: -Infinity in input\n');
    await expectDataError(() => fitted(inputsOnly({ shape: [], values: Float64Array.of(1, 1e200) })), 'input, sample 1', 'a value is too large', 'got: 1e+200', 'at most 3.4e38');
  });

  it('refuses another number of features', async () => {
    await expectDataError(() => standardise(numbered(3), { input: { mean: [1], deviation: [1] } }), 'n.csv', '2 features', '1 features');
  });
});
