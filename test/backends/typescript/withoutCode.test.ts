import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { evaluate } from './evaluate.ts';

/** A page whose content security policy forbids code from strings. */
describe('where code from strings is forbidden', () => {
  const refuse = vi.fn(function refuse() {
    throw new EvalError('forbidden');
  });
  beforeAll(() => vi.stubGlobal('Function', refuse));
  afterAll(() => vi.unstubAllGlobals());

  it('shared loops give the same numbers', () => {
    const x = { shape: [7, 3], values: Array.from({ length: 21 }, (_, i) => i) };
    const y = { shape: [7, 1], values: [1, 2, 3, 4, 5, 6, 7] };
    expect(evaluate('float64', [x, y], (a, b) => a.mul(b).sub(b.exp()))).toEqual(x.values.map((value, i) => {
      const factor = y.values[Math.floor(i / 3)] ?? 0;
      return value * factor - Math.exp(factor);
    }));
    expect(evaluate('float64', [x, y], (a, b) => a.sum(0).add(b.max()))).toEqual([70, 77, 84]);
    expect(evaluate('float64', [x], a => a.mul(2).sum())).toEqual([420]);
    expect(evaluate('float64', [x], a => a.T.matMul(a))).toEqual([819, 882, 945, 882, 952, 1022, 945, 1022, 1099]);
    expect(refuse).toHaveBeenCalledTimes(1);
  });
});
