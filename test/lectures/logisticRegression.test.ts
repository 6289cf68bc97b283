import { expect, it } from 'vitest';
import { crossEntropy, gradient, learned } from '../../examples/lectures/logistic-regression/formulas.ts';
import { lecture } from '../../examples/lectures/logistic-regression/lecture.ts';
import { comesToRest } from '../../examples/lectures/logistic-regression/updates.ts';
import { expectClose } from '../../src/verification/closeTo.ts';

it('has the gradient of the notes, one algorithm for descent and continuous perceptron, and an error that falls either way', async () => {
  const { findings, figures } = await lecture.run('typescript');
  expect(findings.filter(({ holds }) => !holds)).toEqual([]);
  expect(findings).toHaveLength(13);
  expect(findings.map(({ what, found }) => `${what}: ${found}`)).toEqual(expect.arrayContaining([
    'batch of m on typescript: E, the first and the last of 100 epochs: 0.742 → 0.292',
    'batch of m on typescript: share of the points on their side of the boundary: 0.9167',
    'batch of m: ‖∇E‖ at the first and at the last of 100 steps: 0.155 → 0.020',
    'batch of 1 on typescript: E, the first and the last of 100 epochs: 0.697 → 0.218',
  ]));
  expect(findings.find(({ notes }) => notes.startsWith('each once'))?.found).toMatch(/^60 and 60 different points in two epochs, which begin with /);
  expect(Object.keys(figures)).toEqual(['boundary-batch', 'boundary-point-by-point', 'error-curve']);
});

it('says that a line comes to rest only where the gradient falls with every step', () => {
  expect([[3, 2, 1], [3, 1, 2], [3, 3], [3, 0]].map(norms => comesToRest(norms).holds)).toEqual([true, false, false, false]);
});

it('has the numbers of a point that is known: ŷ = ½ on the boundary', () => {
  const [unit, point] = [{ w: [2, -1], b: -1 }, { x: [1, 1], y: 1 }];
  expect(crossEntropy(unit, [point])).toBeCloseTo(Math.log(2), 12);
  expectClose(gradient(unit, point), [-0.5, -0.5, -0.5], { relative: 1e-12, absolute: 0 });
  expect(learned(unit, point, 0.2)).toEqual({ w: [2.1, -0.9], b: -0.9 });
});
