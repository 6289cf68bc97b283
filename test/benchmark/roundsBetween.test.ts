import { describe, expect, it } from 'vitest';
import { roundsBetween } from '../../src/benchmark/entrant.ts';

describe('roundsBetween', () => {
  it.each([[0.1, 1], [4, 1], [4.1, 2], [9, 4], [16, 4], [30, 8], [1000, 8]])('of a step of %d turns is %d where there are 60 rounds', (turnsOfAStep, between) => {
    expect(roundsBetween(turnsOfAStep, 60)).toBe(between);
  });

  it('leaves none out where there are few rounds', () => {
    expect([1, 5, 7, 13].map(rounds => roundsBetween(1000, rounds))).toEqual([1, 1, 1, 1]);
    expect(roundsBetween(1000, 14)).toBe(2);
  });
});
