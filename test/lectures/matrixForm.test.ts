import { expect, it } from 'vitest';
import { lecture } from '../../examples/lectures/matrix-form/lecture.ts';

it('has the numbers of the four-sample network, and the gradients of the matrix form with and without bias', async () => {
  const { findings } = await lecture.run('typescript');
  expect(findings.filter(({ holds }) => !holds)).toEqual([]);
  expect(findings.map(({ what }) => what)).toEqual(expect.arrayContaining([
    'four samples, σ output, ½ Σ (f − t)²: ∂C/∂W¹', 'four samples, identity output, ½ Σ (f − t)²: ∂C/∂W²', 'four samples, σ output, Σ cross entropy: f',
    'regression with bias: XᵀΔ¹ and A¹ᵀΔ², and the sums of Δ', 'classification without bias: XᵀΔ¹ and A¹ᵀΔ²',
  ]));
  expect(findings).toHaveLength(24);
});
