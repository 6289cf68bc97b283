import { describe, expect, it } from 'vitest';
import { crossingOf } from '../../src/benchmark/breakEven.ts';
import type { SweepPoint } from '../../src/benchmark/breakEven.ts';
import type { Measured } from '../../src/benchmark/measured.ts';
import { judged } from '../../src/benchmark/noise.ts';
import { leftOutOf, speedUpsOf, summarise } from '../../src/benchmark/summarise.ts';

describe('a ratio', () => {
  it('that is narrow and away from 1 is told', () => {
    expect(judged({ estimate: 2, low: 1.95, high: 2.05 }, 9)).toEqual({ estimate: 2, low: 1.95, high: 2.05, noise: [] });
  });

  it.each([
    ['an interval that holds 1', { estimate: 1.02, low: 0.98, high: 1.05 }, 9, ['which is faster cannot be told (the interval contains 1)']],
    ['a wide interval', { estimate: 2, low: 1.6, high: 2.2 }, 9, ['known only to ±25 %']],
    ['a very wide interval', { estimate: 4, low: 2, high: 12 }, 9, ['known only to a factor of 3.00']],
    ['few rounds', { estimate: 2, low: 2, high: 2 }, 4, ['4 rounds are too few']],
  ])('of %s is called noisy, with why', (_, ratio, rounds, noise) => {
    expect(judged(ratio, rounds)?.noise).toEqual(noise);
  });

  it('of one round is none', () => {
    expect(judged({ estimate: 2, low: 0, high: Number.POSITIVE_INFINITY }, 1)).toBeNull();
  });
});

describe('the break-even', () => {
  const point = (size: number, estimate: number, low = estimate * 0.99): SweepPoint => ({ size, loops: estimate, other: 1, speedUp: { estimate, low, high: estimate * 1.01, noise: [] } });

  it('is the smallest size where the other pays everywhere', () => {
    expect(crossingOf([point(1, 2), point(4, 3)])).toEqual({ kind: 'from the smallest', size: 1 });
  });

  it('lies between two sizes, where the logarithms cross', () => {
    expect(crossingOf([point(1, 0.25), point(4, 0.5), point(16, 2), point(64, 8)])).toEqual({ kind: 'between', below: 4, from: 16, size: expect.closeTo(8, 10) as number });
  });

  it('is not where the interval still holds 1, nor below a size that does not pay', () => {
    expect(crossingOf([point(1, 2), point(4, 1.05, 0.9), point(16, 4)])).toMatchObject({ kind: 'between', below: 4, from: 16 });
  });

  it('is nowhere where the largest does not pay', () => {
    expect(crossingOf([point(1, 2), point(4, 0.5)])).toEqual({ kind: 'never here', largest: 4 });
    expect(crossingOf([{ size: 8, loops: 1, other: 1, speedUp: null }])).toEqual({ kind: 'never here', largest: 8 });
  });
});

describe('a summary', () => {
  const measured = (name: string, milliseconds: readonly (number | null)[], changes: Partial<Measured> = {}): Measured => ({
    name, kind: 'ours', milliseconds, figures: [1], deviation: 0, same: true, versions: {}, startSeconds: 1, peakBytes: 1e8, ...changes,
  });
  const all = [
    measured('slow', [4, 4, 4, 4, 4]), measured('native', [2, 2, 2, 2, 2]), measured('cheat', [1, 1, 1, 1, 1], { same: false, deviation: 0.5 }),
    measured('absent', [], { refused: 'it is not installed' }), measured('tfjs:cpu', [8, 8, 8, 8, 8]), measured('tfjs:cpu/autodiff', [12, 12, 12, 12, 12]),
    measured('products', [1], { kind: 'limit' }),
  ];

  it('puts the fastest first, and last who computes something else', () => {
    const results = summarise(all, { batchSize: 10, multiplications: 1e6 }, { name: 'BLAS', gflops: 10 });
    expect(results.map(({ name }) => name)).toEqual(['native', 'slow', 'tfjs:cpu', 'tfjs:cpu/autodiff', 'cheat']);
    expect(results.map(({ wrong }) => wrong === null)).toEqual([true, true, true, true, false]);
    expect(results.map(({ timesFastest }) => timesFastest?.estimate)).toEqual([undefined, 2, 4, 6, 0.5].map(value => value && expect.closeTo(value, 12)));
  });

  it('counts a multiplication and an addition as two operations', () => {
    const [native] = summarise(all, { batchSize: 10, multiplications: 1e6 }, { name: 'BLAS', gflops: 10 });
    expect(native).toMatchObject({ backend: 'native', gradients: 'backprop', stepsPerSecond: 500, samplesPerSecond: 5000, gflops: 1, shareOfLimit: 0.1 });
    expect(summarise(all, { batchSize: 1, multiplications: 1 }, null)[0]?.shareOfLimit).toBeNull();
  });

  it('gives the speed-up of explicit backprop where both ways computed the same', () => {
    expect(speedUpsOf(all)).toMatchObject([{ device: 'tfjs:cpu', ratio: { estimate: expect.closeTo(1.5, 12) as number, noise: [] } }]);
    expect(speedUpsOf(all.map(own => (own.name === 'tfjs:cpu/autodiff' ? { ...own, same: false } : own)))).toEqual([]);
  });

  it('says who was not measured, and why', () => {
    expect(leftOutOf(all)).toEqual([{ name: 'absent', reason: 'it is not installed' }]);
  });
});
