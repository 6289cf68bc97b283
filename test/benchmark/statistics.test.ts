import { describe, expect, it } from 'vitest';
import { growthExponent, largestDeviation, median, medianInterval, pairedRatio, quantile } from '../../src/benchmark/statistics.ts';
import { turnsOfAStart } from '../../src/benchmark/starts.ts';
import { RandomStream } from '../../src/random/randomStream.ts';

describe('quantiles', () => {
  it('are the middle, and what lies between neighbours', () => {
    expect(median([5, 1, 3])).toBe(3);
    expect(median([4, 1, 3, 2])).toBe(2.5);
    expect(quantile([10, 20, 30, 40, 50], 0.25)).toBe(20);
    expect(quantile([0, 10], 0.25)).toBe(2.5);
  });

  it('of nothing are not a number', () => {
    expect(median([])).toBeNaN();
  });
});

describe('the interval of a median', () => {
  it('of five values holds them all, for the least is the median of a sample in one case of seventeen', () => {
    expect(medianInterval([5, 1, 4, 2, 3])).toEqual({ estimate: 3, low: 1, high: 5 });
  });

  it('of equal values is the value, and the same each time', () => {
    expect(medianInterval([3, 3, 3])).toEqual({ estimate: 3, low: 3, high: 3 });
    expect(medianInterval([1, 5, 2, 8])).toEqual(medianInterval([1, 5, 2, 8]));
  });
});

describe('rounds of several starts', () => {
  it('that differ from start to start alone are known no better than so many starts', () => {
    const starts = [1, 1.2, 0.9, 1.1, 1].flatMap(level => Array.from({ length: turnsOfAStart }, (_, round) => level + round * 1e-4));
    const { estimate, low, high } = medianInterval(starts);
    expect(estimate).toBeCloseTo(1, 2);
    expect(low).toBeLessThan(0.91);
    expect(high).toBeGreaterThan(1.09);
  });

  it('are as many as a contender took turns, however far apart', () => {
    const turns = [1, 1.2, 0.9].flatMap(level => Array.from({ length: turnsOfAStart }, (_, turn) => level + turn * 1e-4));
    expect(medianInterval(turns.flatMap(value => [value, undefined, undefined, undefined]))).toEqual(medianInterval(turns));
  });

  it('do not count where a start has none', () => {
    expect(medianInterval([...Array.from({ length: turnsOfAStart }, () => undefined), 3, 3, 3])).toEqual({ estimate: 3, low: 3, high: 3 });
  });
});

describe('the paired ratio', () => {
  it('is exact where every round has the same ratio, however the rounds differ', () => {
    const ratio = pairedRatio([2, 20, 200], [1, 10, 100]);
    expect(ratio.estimate).toBeCloseTo(2, 12);
    expect(ratio.high - ratio.low).toBeLessThan(1e-9);
  });

  it('is the median of the ratios of the rounds, with the interval of their bootstrap', () => {
    const { estimate, low, high } = pairedRatio([1, 2, 4, 8, 16], [1, 1, 1, 1, 1]);
    expect([estimate, low, high].map(value => Math.log2(value))).toEqual([2, 0, 4].map(power => expect.closeTo(power, 10)));
  });

  it('leaves out rounds that one of the two has not', () => {
    expect(pairedRatio([2, undefined, 2, 2], [1, 1, 1, undefined]).estimate).toBeCloseTo(2, 12);
  });

  it('knows nothing of a single round', () => {
    expect(pairedRatio([3], [1])).toMatchObject({ low: 0, high: Number.POSITIVE_INFINITY });
  });

  it('has the true ratio in its interval 19 times of 20', () => {
    const stream = new RandomStream(1, 'intervals');
    const trials = 200;
    let inside = 0;
    for (let trial = 0; trial < trials; trial++) {
      const draw = (centre: number) => Array.from({ length: 9 }, () => centre * Math.exp(0.2 * stream.normal()));
      const { low, high } = pairedRatio(draw(3), draw(2));
      if (low <= 1.5 && 1.5 <= high) inside++;
    }
    expect(inside / trials).toBeGreaterThan(0.92);
    expect(inside / trials).toBeLessThan(0.99);
  });
});

describe('the exponent of growth', () => {
  it('is the power of a power law', () => {
    expect(growthExponent([1, 2, 4, 8], [3, 12, 48, 192])).toBeCloseTo(2, 12);
    expect(growthExponent([1, 10, 100], [7, 7, 7])).toBeCloseTo(0, 12);
  });

  it('is the slope of least squares on logarithms', () => {
    expect(growthExponent([1, Math.E, Math.E ** 2], [1, Math.E, Math.E])).toBeCloseTo(0.5, 12);
  });

  it('of one size is not a number', () => {
    expect(growthExponent([4], [1])).toBeNaN();
  });
});

describe('the largest deviation', () => {
  it('is relative to what is expected', () => {
    expect(largestDeviation([1, 2.2], [1, 2])).toBeCloseTo(0.1, 12);
  });

  it('is none where both are 0, as the loss of a hinge may be', () => {
    expect(largestDeviation([0], [0])).toBe(0);
  });

  it('is infinite for a NaN, and for figures that are missing', () => {
    expect(largestDeviation([Number.NaN], [1])).toBe(Number.POSITIVE_INFINITY);
    expect(largestDeviation([1], [1, 1])).toBe(Number.POSITIVE_INFINITY);
  });
});
