import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { balanceClasses } from '../../src/data/balance.ts';
import { membersOfClasses } from '../../src/data/classes.ts';
import type { Dataset } from '../../src/data/dataset.ts';
import { foldsOf } from '../../src/data/folds.ts';
import { split } from '../../src/data/split.ts';
import { numbered } from './datasets.ts';
import { expectDataError } from './helpers.ts';

/** Samples with these classes; the input of each is its place. */
function classed(labels: readonly number[]): Dataset {
  return {
    count: labels.length,
    inputs: [{ name: 'input', shape: [], dtype: 'float', values: Float64Array.from(labels, (_, index) => index) }],
    targets: [{ name: 'target', shape: [], dtype: 'int32', values: Int32Array.from(labels), categories: ['red', 'green', 'blue'] }],
  };
}

const placesOf = ({ inputs }: Dataset): readonly number[] => [...inputs[0]?.values ?? []];
const countsOf = (dataset: Dataset): readonly number[] => [0, 1, 2].map(label => [...dataset.targets[0]?.values ?? []].filter(each => each === label).length);
const labels = [0, 1, 0, 2, 0, 1, 0, 2, 0, 1, 0, 2, 0];

describe('foldsOf', () => {
  it('holds each sample out once, in folds whose sizes differ by one at most', () => {
    fc.assert(fc.property(fc.array(fc.nat(2), { minLength: 2, maxLength: 40 }), fc.integer({ min: 2, max: 6 }), fc.boolean(), fc.nat(), (own, folds, shuffle, seed) => {
      fc.pre(folds <= own.length);
      const all = foldsOf(classed(own), { folds, stratified: false, shuffle }, seed);
      expect(all.flatMap(({ held }) => placesOf(held)).toSorted((a, b) => a - b)).toEqual(own.map((_, index) => index));
      const sizes = all.map(({ held }) => held.count);
      expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
      for (const { kept, held } of all) {
        expect(kept.count + held.count).toBe(own.length);
        expect(placesOf(kept)).toEqual(placesOf(kept).toSorted((a, b) => a - b));
        expect(placesOf(kept).some(place => placesOf(held).includes(place))).toBe(false);
      }
    }), { numRuns: 50 });
  });

  it('gives each fold its share of every class where it is stratified', () => {
    for (const seed of [0, 1, 2]) {
      const folds = foldsOf(classed(labels), { folds: 3, stratified: true, shuffle: true }, seed);
      for (const [label, counts] of [[0, [2, 3]], [1, [1]], [2, [1]]] as const) for (const { held } of folds) expect(counts).toContain(countsOf(held)[label]);
    }
  });

  it('draws by the seed, or keeps neighbours together', () => {
    const held = (shuffle: boolean, seed: number) => foldsOf(numbered(9), { folds: 3, stratified: false, shuffle }, seed).map(fold => [...fold.held.targets[0]?.values ?? []]);
    expect(held(false, 1)).toEqual([[0, 1, 2], [3, 4, 5], [6, 7, 8]]);
    expect(held(true, 1)).toEqual(held(true, 1));
    expect(held(true, 1)).not.toEqual(held(true, 2));
  });

  it('refuses more folds than samples, or than samples of a class', async () => {
    await expectDataError(() => foldsOf(numbered(3), { folds: 4, stratified: false, shuffle: true }, 0), 'more folds than samples', '4 folds', 'at most 3');
    await expectDataError(() => foldsOf(classed(labels), { folds: 4, stratified: true, shuffle: true }, 0), 'a class has fewer samples', '3 of class green, 4 folds', 'at least 4 of each class');
  });
});

describe('a stratified split', () => {
  it('holds out of each class its share, rounded so that the whole is right', () => {
    fc.assert(fc.property(fc.array(fc.nat(2), { minLength: 4, maxLength: 40 }), fc.integer({ min: 1, max: 39 }), fc.nat(), (own, size, seed) => {
      fc.pre(size < own.length);
      const { kept, held } = split(classed(own), { size, rows: 'stratified' }, seed);
      expect(held.count).toBe(size);
      expect([...placesOf(kept), ...placesOf(held)].toSorted((a, b) => a - b)).toEqual(own.map((_, index) => index));
      const whole = countsOf(classed(own));
      countsOf(held).forEach((count, label) => expect(Math.abs(count - ((whole[label] ?? 0) * size) / own.length)).toBeLessThan(1));
    }), { numRuns: 50 });
  });
});

describe('balanceClasses', () => {
  it('repeats the samples of small classes, all as often as they fit, or cuts large ones', () => {
    const more = balanceClasses(classed(labels), 'oversample', { seed: 1 });
    expect(countsOf(more)).toEqual([7, 7, 7]);
    expect(new Set(placesOf(more)).size).toBe(labels.length);
    const times = placesOf(more).filter(place => labels[place] === 1).reduce((counts, place) => counts.set(place, (counts.get(place) ?? 0) + 1), new Map<number, number>());
    expect([...times.values()].toSorted()).toEqual([2, 2, 3]);
    const fewer = balanceClasses(classed(labels), 'undersample', { seed: 1 });
    expect(countsOf(fewer)).toEqual([3, 3, 3]);
    expect(new Set(placesOf(fewer)).size).toBe(9);
    expect(placesOf(balanceClasses(classed(labels), 'undersample', { seed: 1 }))).toEqual(placesOf(fewer));
    expect(placesOf(balanceClasses(classed(labels), 'undersample', { seed: 2 }))).not.toEqual(placesOf(fewer));
  });

  it('leaves the samples of an ignored class as they are, however many they are', () => {
    expect(countsOf(balanceClasses(classed(labels), 'oversample', { seed: 1, ignored: 0 }))).toEqual([7, 3, 3]);
    expect(countsOf(balanceClasses(classed(labels), 'oversample', { seed: 1, ignored: 1 }))).toEqual([7, 3, 7]);
    const fewer = balanceClasses(classed([...labels, 1]), 'undersample', { seed: 1, ignored: 2 });
    expect(countsOf(fewer)).toEqual([4, 4, 3]);
    expect(placesOf(fewer)).toEqual(placesOf(fewer).toSorted((a, b) => a - b));
  });
});

describe('membersOfClasses', () => {
  const with2 = (values: readonly number[]): Dataset => ({ count: 2, inputs: [], targets: [{ name: 'target', shape: [values.length / 2], dtype: 'float', values: Float64Array.from(values), source: 'a.csv' }] });

  it('knows one-hot rows and numbers', () => {
    expect(membersOfClasses(with2([0, 1, 1, 0]), 'it')).toEqual([{ index: 0, label: '0', samples: [1] }, { index: 1, label: '1', samples: [0] }]);
    expect(membersOfClasses(with2([3, 0]), 'it').map(({ label }) => label)).toEqual(['0', '3']);
    expect(membersOfClasses(with2([1, -1]), 'it')).toEqual([{ index: -1, label: '-1', samples: [1] }, { index: 1, label: '1', samples: [0] }]);
  });

  it('leaves out samples of a class that is ignored', () => {
    expect(membersOfClasses(with2([255, 1]), 'it', 255)).toEqual([{ index: 1, label: '1', samples: [1] }]);
  });

  it('refuses what is no class', async () => {
    await expectDataError(() => membersOfClasses(with2([1, 0.5]), 'balancing'), 'a.csv, sample 1', 'balancing needs targets that are classes', '0.5');
    await expectDataError(() => membersOfClasses(with2([1, 0, 0.5, 0.5]), 'balancing'), 'sample 1', '0.5, 0.5');
    await expectDataError(() => membersOfClasses({ count: 2, inputs: [], targets: [] }, 'balancing'), 'balancing needs a target');
  });
});
