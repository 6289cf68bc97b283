import { describe, expect, it } from 'vitest';
import { permute, reshape } from '../../src/layers/index.ts';
import { buildModel } from '../../src/model/model.ts';
import { createRegistry } from '../../src/plugins/createRegistry.ts';
import { oracle } from '../../src/verification/testedBackends.ts';
import type { Shape } from '../../src/tensor/shape.ts';
import { Network } from '../goldens/network.ts';
import { refusal } from './refusal.ts';

const registry = createRegistry([]);
const outputs = (layer: ReturnType<typeof reshape>, input: Shape) => buildModel(registry.create('layer', layer), [input], registry.nameOf).outputs;

describe('reshape', () => {
  it('infers the extent of −1', () => {
    expect(outputs(reshape([-1, 4]), [3, 8])).toEqual([[6, 4]]);
    expect(outputs(reshape([2, 3]), [6])).toEqual([[2, 3]]);
    expect(outputs(reshape([]), [1, 1])).toEqual([[]]);
  });

  it('refuses shapes that cannot be', () => {
    expect(refusal(reshape([2, 0]))).toBe('targetShape[1]: neither an extent from 1 nor −1, the one that follows from the others\n  got: 0');
    expect(refusal(reshape([-1, -1]))).toBe('targetShape: more than one extent of −1\n  got: [-1, -1]');
    expect(refusal(reshape([2, 2]), [[3]])).toBe(
      'reshape: reshape to another number of elements\n  got: [3] a sample, 3 in all\n  expected: 4, for [2, 2]\n  next: leave the batch out of `targetShape`; one extent may be −1');
    expect(refusal(reshape([-1, 2]), [[3]])).toContain('expected: a multiple of 2, for [-1, 2]');
  });
});

describe('permute', () => {
  it('puts axis dims[k] at k', async () => {
    expect(outputs(permute([3, 1, 2]), [4, 5, 6])).toEqual([[6, 4, 5]]);
    const inputs = [[1, 2, 3, 4, 5, 6]];
    const network = new Network({ precision: 'float64', registry, backend: oracle() }, { model: [reshape([1, 2, 3]), permute([3, 1, 2]), 'flatten'] }, { inputs });
    const [permuted] = await network.predict({ inputs });
    expect(Array.from(permuted?.values ?? [])).toEqual([1, 4, 2, 5, 3, 6]);
  });

  it('refuses what is no order of the axes', () => {
    for (const dims of [[0, 1], [1, 1], [2], [1, 3]]) {
      expect(refusal(permute(dims), [[2, 2]])).toMatch(/^dims: not each axis of a sample once, counted from 1: 0 is the batch, which stays first\n {2}got: \[[\d, ]+\]$/u);
    }
    expect(refusal(permute([2, 1]), [[2, 3, 4]])).toBe(
      'permute: the input has another number of axes than `dims`\n  got: [2, 3, 4] a sample\n  expected: 2 axes a sample, for [2, 1]\n  next: leave the batch out of `dims`');
  });
});
