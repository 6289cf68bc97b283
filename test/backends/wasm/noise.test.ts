import { describe, expect, it } from 'vitest';
import { rowFiller } from '../../../src/backends/wasm/rowFiller.ts';
import { SessionMemory } from '../../../src/backends/wasm/sessionMemory.ts';
import { takeArray } from '../../../src/backends/typescript/memory.ts';
import { noiseFiller } from '../../../src/random/fillNoise.ts';

describe('noise in WebAssembly', () => {
  for (const distribution of ['uniform', 'bernoulli'] as const) {
    it.each([1, 2, 3, 7, 8, 9, 15, 16, 30, 133])(`${distribution}, rows of %i, has the bits of the common generator`, count => {
      const session = new SessionMemory(2 ** 20);
      const memory = session.part();
      const rows = 5;
      const target = takeArray(memory, 'float', rows * count, 'float32');
      const expected = new Float32Array(rows * count);
      const draw = { noise: { distribution, perSample: true, ...(distribution === 'bernoulli' ? { probability: 'p' } : {}) }, name: 'mask', seed: 2 ** 40 + 7 };
      const own = rowFiller(distribution, target, count, memory, session.memory);
      expect(own).toBeDefined();
      const samples = Int32Array.of(3, -1, 2 ** 31 - 1, 0, 12345);
      for (const [step, probability] of [[0, 0.5], [3, 0], [2 ** 33, 1], [17, 0.1]] as const) {
        noiseFiller(draw, target, rows, own)(step, samples, probability);
        noiseFiller(draw, expected, rows)(step, samples, probability);
        expect(target).toEqual(expected);
      }
      memory.dispose();
      session.dispose();
    });
  }

  it('leaves to the common generator what it does not serve', () => {
    const session = new SessionMemory(2 ** 20);
    expect(rowFiller('normal', takeArray(session.part(), 'float', 8, 'float32'), 8, session.part(), session.memory)).toBeUndefined();
    expect(rowFiller('uniform', new Float32Array(8), 8, session.part(), session.memory)).toBeUndefined();
  });
});
