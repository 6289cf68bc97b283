import { describe, expect, it } from 'vitest';
import type { Column } from '../../src/data/dataset.ts';
import { requireTargetRange, targetBounds } from '../../src/data/targetRange.ts';
import { expectDataError } from './helpers.ts';

const labels: Column = { name: 'target', shape: [], dtype: 'int32', values: Int32Array.of(3, 9, -1, 9), source: 'labels', lines: Int32Array.of(2, 4, 5, 6) };
const shares: Column = { name: 'target', shape: [2], dtype: 'float', values: Uint8Array.of(0, 10, 30, 20), scale: 0.1 };

describe('targetBounds', () => {
  it('finds the extremes and their first samples', () => {
    expect(targetBounds(labels)).toEqual({ least: { value: -1, where: 'labels:5' }, greatest: { value: 9, where: 'labels:4' } });
    expect(targetBounds(shares)).toEqual({ least: { value: 0, where: 'target, sample 0, feature 0' }, greatest: { value: 3, where: 'target, sample 1, feature 0' } });
  });

  it('takes a NaN as out of any range', () => {
    expect(targetBounds({ ...shares, values: Float32Array.of(0, 1, 0, Number.NaN) }).least).toEqual({ value: Number.NaN, where: 'target, sample 1, feature 1' });
  });
});

describe('requireTargetRange', () => {
  it('passes targets within the range, its ends included', () => {
    expect(() => { requireTargetRange(labels, { least: -1, greatest: 9 }); }).not.toThrow();
  });

  it('refuses a fraction where only class indices will do', async () => {
    const fractions: Column = { name: 'target', shape: [1], dtype: 'float', values: Float64Array.of(1, 0.5, 2), source: 'labels', lines: Int32Array.of(2, 4, 5) };
    expect(() => { requireTargetRange(fractions, { least: 0, greatest: 2 }); }).not.toThrow();
    expect(() => { requireTargetRange({ ...fractions, values: Float64Array.of(1, 0, 2) }, { least: 0, greatest: 2, whole: true }); }).not.toThrow();
    await expectDataError(() => { requireTargetRange(fractions, { least: 0, greatest: 2, whole: true }); }, 'labels:4', 'not a whole number', 'got: 0.5', 'shape [classes]');
    await expectDataError(() => { requireTargetRange(fractions, { least: 0, greatest: 1, whole: true }); }, 'labels:5', 'label is out of range', 'a class index from 0 to 1');
  });

  it('names the line, or the sample where there are no lines', async () => {
    await expectDataError(() => { requireTargetRange(labels, { least: -1, greatest: 8, whole: true }); }, 'labels:4', 'label is out of range', 'got: 9', 'a class index from -1 to 8', 'as many units as there are classes');
    await expectDataError(() => { requireTargetRange(labels, { least: 0, greatest: 9 }); }, 'labels:5', 'target is out of range', 'got: -1', 'a number from 0 to 9', 'categoricalCrossEntropy');
    await expectDataError(() => { requireTargetRange(labels, { least: 0, greatest: Number.POSITIVE_INFINITY }); }, 'got: -1', 'expected: a number of at least 0');
    await expectDataError(() => { requireTargetRange(shares, { least: 0, greatest: 1 }); }, 'target, sample 1', 'target is out of range', 'got: 3', 'a number from 0 to 1');
    await expectDataError(() => { requireTargetRange({ ...shares, values: Float32Array.of(0, Number.NaN) }, { least: 0, greatest: 1 }); }, 'sample 0', 'got: NaN');
  });

  it('says which labels there are, where they are no class indices', async () => {
    const signs = { least: -1, greatest: 1, whole: true, labels: '-1 or 1' };
    await expectDataError(() => { requireTargetRange(labels, signs); }, 'labels:4: a label is out of range', 'expected: -1 or 1\n', 'several classes');
    await expectDataError(() => { requireTargetRange({ ...labels, dtype: 'float', values: Float64Array.of(1, 0.5) }, signs); }, 'labels:4: a label is not a whole number', 'expected: -1 or 1\n', 'binaryCrossEntropy');
  });
});
