import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { naturalOrder, shuffledOrder } from '../../src/data/order.ts';

describe('order', () => {
  it('visits every sample once an epoch', () => {
    fc.assert(fc.property(fc.nat(200), fc.nat(), fc.nat(1000), (count, seed, epoch) => {
      expect(shuffledOrder(count, seed, epoch).sort()).toEqual(naturalOrder(count));
    }));
  });

  it('makes any epoch again, alone and in memory that was used before', () => {
    const used = shuffledOrder(50, 7, 1);
    const [first, third] = [[...used], [...shuffledOrder(50, 7, 3)]];
    expect(shuffledOrder(50, 7, 3, used)).toBe(used);
    expect([...used]).toEqual(third);
    expect(third).not.toEqual(first);
    expect([...shuffledOrder(50, 8, 1)]).not.toEqual(first);
  });

  it('puts every sample in every place equally often', () => {
    const counts = new Float64Array(25);
    for (let epoch = 0; epoch < 5000; epoch++) shuffledOrder(5, 1, epoch).forEach((sample, at) => { counts[sample * 5 + at] = (counts[sample * 5 + at] ?? 0) + 1; });
    const chiSquare = counts.reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0);
    expect(chiSquare).toBeLessThan(39.3); // 16 degrees of freedom: 1 in 1000 lies above
  });
});
