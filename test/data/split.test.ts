import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { split } from '../../src/data/split.ts';
import { numbered } from './datasets.ts';
import { expectDataError } from './helpers.ts';

const targetsOf = (dataset: ReturnType<typeof numbered>): readonly number[] => [...dataset.targets[0]?.values ?? []];

describe('split', () => {
  it('keeps every sample once, in order, with its inputs and its line', () => {
    fc.assert(fc.property(fc.integer({ min: 2, max: 50 }), fc.double({ min: 0.05, max: 0.95, noNaN: true }), fc.nat(), fc.constantFrom('shuffled' as const, 'last' as const), (count, size, seed, rows) => {
      fc.pre(Math.round(size * count) > 0 && Math.round(size * count) < count);
      const { kept, held } = split(numbered(count), { size, rows }, seed);
      expect(held.count).toBe(Math.round(size * count));
      expect([...targetsOf(kept), ...targetsOf(held)].sort((a, b) => a - b)).toEqual(targetsOf(numbered(count)));
      for (const part of [kept, held]) {
        const own = targetsOf(part);
        expect(own).toEqual([...own].sort((a, b) => a - b));
        expect([...part.inputs[0]?.values ?? []]).toEqual(own.flatMap(i => [i, i + 0.5]));
        expect([...part.inputs[0]?.lines ?? []]).toEqual(own.map(i => i + 2));
      }
    }), { numRuns: 50 });
  });

  it('holds out by the seed, or the last rows', () => {
    const held = (seed: number) => targetsOf(split(numbered(100), { size: 0.2, rows: 'shuffled' }, seed).held);
    expect(held(1)).toEqual(held(1));
    expect(held(1)).not.toEqual(held(2));
    expect(targetsOf(split(numbered(5), { size: 2, rows: 'last' }, 1).held)).toEqual([3, 4]);
  });

  it('refuses to leave a part empty', async () => {
    const dataset = numbered(4);
    await expectDataError(() => split(dataset, { size: 0.1, rows: 'last' }, 1), 'no samples to hold out', 'the fraction 0.1 of 4 samples', 'from 1 to 3');
    await expectDataError(() => split(dataset, { size: 0.9, rows: 'last' }, 1), 'no samples for training', 'the fraction 0.9 of 4');
    await expectDataError(() => split(dataset, { size: 4, rows: 'shuffled' }, 1), 'no samples for training', '4 of 4 samples');
    for (const size of [0, -1, 1.5, Number.NaN]) await expectDataError(() => split(dataset, { size, rows: 'last' }, 1), 'a whole number from 1 to 3');
  });
});
