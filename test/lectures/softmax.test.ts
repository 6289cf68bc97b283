import { expect, it } from 'vitest';
import { ofTheTruth, softmaxOf, surprise } from '../../examples/lectures/softmax/formulas.ts';
import { lecture } from '../../examples/lectures/softmax/lecture.ts';
import { expectClose } from '../../src/verification/closeTo.ts';

it('has the probabilities, the cross entropy and the gradients of the notes, and is logistic regression with two classes', async () => {
  const { findings, figures } = await lecture.run('typescript');
  expect(findings.filter(({ holds }) => !holds)).toEqual([]);
  expect(findings).toHaveLength(13);
  expect(findings.map(({ what, found }) => `${what}: ${found}`)).toEqual(expect.arrayContaining([
    'targets of duck, beaver and walrus: 1 0 0, 0 1 0, 0 0 1',
    'three classes on typescript: E, the first and the last of 150 epochs: 1.281 → 0.189',
    'three classes on typescript: share of the points whose class has the largest probability: 0.9733',
  ]));
  expect(findings.map(({ what }) => what)).toEqual(expect.arrayContaining([
    '−log Π q = Σ −log q, Π q = 1.91e-42', 'Σ −log q = 96.061 = m·E of the framework', '∂e/∂z = p − y of each point’s own error e',
  ]));
  expect(Object.keys(figures)).toEqual(['three-classes', 'probability', 'error-curve']);
});

it('makes shares of powers, and a sum of a product', () => {
  expectClose(softmaxOf([Math.log(1), Math.log(2), Math.log(5)]), [0.125, 0.25, 0.625], { relative: 1e-12, absolute: 0 });
  const p = ofTheTruth([[0.5, 0.25, 0.25], [0.125, 0.125, 0.75]], [[1, 0, 0], [0, 1, 0]]);
  expect(p).toEqual([0.5, 0.125]);
  expectClose([surprise(p)], [Math.log(16)], { relative: 1e-12, absolute: 0 });
});
