import { describe, expect, it } from 'vitest';
import { block, threefry } from '../../src/random/threefry.ts';

/** Vectors of threefry2x32, 20 rounds, published with the Random123 library (kat_vectors). */
const vectors = [
  { counter: [0, 0], key: [0, 0], result: [0x6b200159, 0x99ba4efe] },
  { counter: [0xffffffff, 0xffffffff], key: [0xffffffff, 0xffffffff], result: [0x1cb996fc, 0xbb002be7] },
  { counter: [0x243f6a88, 0x85a308d3], key: [0x13198a2e, 0x03707344], result: [0xc4923a9c, 0x483df7a0] },
] as const;

describe('threefry', () => {
  it.each(vectors)('enciphers $counter under $key as published', ({ counter, key, result }) => {
    threefry(key[0] | 0, key[1] | 0, counter[0] | 0, counter[1] | 0);
    expect([...block].map(word => word >>> 0)).toEqual(result);
  });

  it('gives other words for a counter or key that differs in one bit', () => {
    const words = [[0, 0, 0, 0], [1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 1, 0], [0, 0, 0, 1]].map(([key0 = 0, key1 = 0, counter0 = 0, counter1 = 0]) => {
      threefry(key0, key1, counter0, counter1);
      return block.join();
    });
    expect(new Set(words).size).toBe(words.length);
  });
});
