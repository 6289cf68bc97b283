import { expect, it } from 'vitest';
import { lecture } from '../../examples/lectures/digits/lecture.ts';

it('tells the digits apart, and draws its confusion matrix and its mistakes', async () => {
  const { findings, figures } = await lecture.run('typescript');
  expect(findings.filter(({ holds }) => !holds)).toEqual([]);
  expect(findings.map(({ what }) => what)).toEqual(['weights and biases of 64-30-10', '∂E/∂bⱼ of the output = the mean of aᵢⱼ − yᵢⱼ', 'test accuracy']);
  expect(Number(findings.at(-1)?.found)).toBeCloseTo(0.963, 2);
  expect(Object.keys(figures)).toEqual(['learning-curve', 'confusion-matrix', 'wrong-digits']);
  expect(figures['confusion-matrix']).toMatchObject({ description: expect.stringContaining('10 rows (true digit) by 10 columns (predicted digit)') });
  expect(figures['wrong-digits']).toMatchObject({ description: expect.stringMatching(/^\d\d images of 8 by 8 pixels: .*taken for/u) });
});
