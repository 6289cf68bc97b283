import { expect, it } from 'vitest';
import { biasGradient, errorBefore, outputError, weightGradient } from '../../examples/lectures/four-equations/equations.ts';
import { lecture } from '../../examples/lectures/four-equations/lecture.ts';

it('has each of the four equations by itself as automatic differentiation has it', async () => {
  const { findings, figures } = await lecture.run('typescript');
  expect(findings.filter(({ holds }) => !holds)).toEqual([]);
  expect(findings).toHaveLength(13);
  expect(Object.keys(figures)).toEqual(['parity']);
});

it('means over the samples', () => {
  expect(outputError([[0.5]], [[1]], [[0]])).toEqual([[-0.125]]);
  expect(errorBefore([[2]], [[3]], [[0]])).toEqual([[1.5]]);
  expect(biasGradient([[1, 2], [3, 6]])).toEqual([2, 4]);
  expect(weightGradient([[1], [2]], [[1, 2], [3, 6]])).toEqual([[3.5, 7]]);
});
