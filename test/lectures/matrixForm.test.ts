import { expect, it } from 'vitest';
import { lecture } from '../../examples/lectures/matrix-form/lecture.ts';
import { openVariant, withoutBiases } from '../../examples/lectures/matrix-form/variant.ts';

it('has the numbers of the four-sample network, and the gradients of the matrix form with and without bias', async () => {
  const { findings } = await lecture.run('typescript');
  expect(findings.filter(({ holds }) => !holds)).toEqual([]);
  expect(findings.map(({ what }) => what)).toEqual(expect.arrayContaining([
    'four samples, σ output, ½ Σ (F − t)²: ∂C/∂W¹', 'four samples, identity output, ½ Σ (F − t)²: ∂C/∂W²', 'four samples, σ output, Σ cross entropy: F', 'four samples: trained on typescript',
    'regression with bias: XᵀΔ¹ and A¹ᵀΔ², and the sums of Δ', 'classification without bias: XᵀΔ¹ and A¹ᵀΔ²',
  ]));
  expect(findings).toHaveLength(25);
});

it('varies no more of a config than it says: the weights of a variant are those of the file', async () => {
  await using run = await openVariant('regression.yaml', [...withoutBiases, { path: ['model', 1, 'kernelInitializer', 'values'], value: [[7], [8], [9]] }]);
  const weights = await run.getWeights();
  expect(Object.keys(weights).sort()).toEqual(['hidden/kernel', 'output/kernel']);
  expect(Array.from(weights['hidden/kernel']?.values ?? [])).toEqual([0.1, 0.2, 0.3, 0.4, 0.5, 0.6]);
  expect(Array.from(weights['output/kernel']?.values ?? [])).toEqual([7, 8, 9]);
});

it('names the key of a variation that no config has', async () => {
  await expect(openVariant('regression.yaml', [{ path: ['model', 1, 'useBiases'], value: false }])).rejects.toThrow(/useBiases[\s\S]*useBias/u);
});
