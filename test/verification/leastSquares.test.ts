import { describe, expect, it } from 'vitest';
import { leastSquares } from '../../src/verification/hints/leastSquares.ts';

const x = [-2, -1, 0, 1, 2, 3];

describe('least squares', () => {
  it('finds the coefficients of a sum', () => {
    const found = leastSquares([x.map(() => 1), x, x.map(value => value * value)], x.map(value => 3 - 0.5 * value + 2 * value * value));
    expect([...found].map(value => value.toFixed(9))).toEqual(['3.000000000', '-0.500000000', '2.000000000']);
  });

  it('counts a column 0 that others make up, and one of zeros', () => {
    expect([...leastSquares([x, x.map(value => 2 * value), x.map(() => 0)], x.map(value => 3 * value))]).toEqual([3, 0, 0]);
  });
});
