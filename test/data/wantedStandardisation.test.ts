import { describe, expect, it } from 'vitest';
import type { Dataset } from '../../src/data/dataset.ts';
import { standardise } from '../../src/data/standardise.ts';
import { wantedStandardisation } from '../../src/data/wantedStandardisation.ts';
import { expectClose } from '../../src/verification/closeTo.ts';
import { tolerances } from '../../src/verification/tolerances.ts';
import { expectDataError } from './helpers.ts';

const table: Dataset = {
  count: 2,
  inputs: [
    { name: 'input', shape: [3], dtype: 'float', values: Float64Array.of(1, 10, 1, 3, 30, 0), fields: ['heat', 'wind', 'holiday'] },
    { name: 'depth', shape: [1], dtype: 'float', values: Float64Array.of(5, 9) },
    { name: 'word', shape: [], dtype: 'int32', values: Int32Array.of(1, 2) },
  ],
  targets: [{ name: 'target', shape: [1], dtype: 'float', values: Float64Array.of(2, 6) }],
};
const standardised = (inputs: boolean | readonly string[], targets = false) => {
  const { inputs: [input, depth], targets: [target] } = standardise(table, wantedStandardisation(table, { inputs, targets }));
  return [input, depth, target].map(column => [...column?.values ?? []]);
};

describe('wantedStandardisation', () => {
  it('takes named inputs alone: columns of a table, or whole inputs', () => {
    expect(standardised(['wind'])).toEqual([[1, -1, 1, 3, 1, 0], [5, 9], [2, 6]]);
    expect(standardised(['depth', 'heat'], true)).toEqual([[-1, 10, 1, 1, 30, 0], [-1, 1], [-1, 1]]);
    expect(standardised([])).toEqual([[1, 10, 1, 3, 30, 0], [5, 9], [2, 6]]);
  });

  it('takes all inputs, none, or the targets', () => {
    expect(standardised(true)).toEqual([[-1, -1, 1, 1, 1, -1], [-1, 1], [2, 6]]);
    expect(standardised(false, true)).toEqual([[1, 10, 1, 3, 30, 0], [5, 9], [-1, 1]]);
    const { input, target } = wantedStandardisation(table, { inputs: ['heat'], targets: true });
    expectClose([...input?.mean ?? [], ...input?.deviation ?? [], ...target?.mean ?? []], [2, 0, 0, 1, 1, 1, 4], tolerances.float64);
  });

  it('refuses a name that no input has, with the nearest, and one of indices', async () => {
    await expectDataError(() => wantedStandardisation(table, { inputs: ['heat', 'wnd'], targets: false }), 'data.standardise.inputs', 'there is no input wnd to standardise', 'expected: one of input, heat, wind, holiday, depth', 'did you mean: wind?');
    await expectDataError(() => wantedStandardisation(table, { inputs: ['word'], targets: false }), 'there is no input word');
  });
});
