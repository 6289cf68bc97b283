import { expect, it } from 'vitest';
import { repetition } from '../../examples/lectures/perceptron/course.ts';
import { lecture } from '../../examples/lectures/perceptron/lecture.ts';
import { learned } from '../../examples/lectures/perceptron/rule.ts';

it('moves the line by the rule of the notes, to no error on separable points and for ever on others', async () => {
  const { findings, figures } = await lecture.run('typescript');
  expect(findings.filter(({ holds }) => !holds)).toEqual([]);
  expect(findings.map(({ what, found }) => `${what}: ${found}`)).toEqual([
    'the misclassified point (0.36, 0.92) with label 1: (0.4, -0.6, 0.2) → (0.436, -0.508, 0.3)',
    'the misclassified point (0.56, 0.3) with label 0: (0.4, -0.6, 0.2) → (0.344, -0.63, 0.1)',
    expect.stringMatching(/^\(w₁, w₂, b\) after each of 12 × 30 points, rule and framework: /u),
    expect.stringMatching(/^\(w₁, w₂, b\) at the end, rule and the loss `perceptron` on the score: /u),
    'separable: errors by epoch, on typescript: 14, 11, 8, 9, 6, 9, 6, 4, 9, 2, 2, 0',
    'separable: the line after an epoch without an error: it stays',
    'separable: share of the points on their side of the last line: 1',
    'inseparable: fewest errors in an epoch, of 120 epochs: 6',
    'inseparable: the weights: do not converge: after epoch 116 those after epoch 60, and all comes again',
    'inseparable: training on typescript: stopped early in epoch 26, no epoch was without an error, best accuracy 0.8 in epoch 6',
  ]);
  expect(Object.keys(figures)).toEqual(['line-by-epoch', 'moving-line', 'inseparable', 'errors-by-epoch']);
});

it('adds for label 1, subtracts for label 0, and leaves what is right; a point on the line is taken for a 1', () => {
  const unit = { w: [1, 1], b: -1 };
  expect(learned(unit, [0, 0], 1, 0.5)).toEqual({ w: [1, 1], b: -0.5 });
  expect(learned(unit, [0.5, 0.5], 0, 0.5)).toEqual({ w: [0.75, 0.75], b: -1.5 });
  expect(learned(unit, [0.5, 0.5], 1, 0.5)).toBe(unit);
});

it('finds no repetition in a course that has none', () => {
  expect(repetition({ units: [1, 2, 3].map(b => ({ w: [0], b })), errors: [] })).toBeUndefined();
  expect(repetition({ units: [1, 2, 3, 2].map(b => ({ w: [0], b })), errors: [] })).toEqual({ first: 1, again: 3 });
});
