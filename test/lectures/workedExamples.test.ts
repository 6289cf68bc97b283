import { expect, it } from 'vitest';
import { lecture } from '../../examples/lectures/worked-examples/lecture.ts';

it('prints every digit of the slides, and all digits of a computation without the framework', async () => {
  const { findings } = await lecture.run('typescript');
  expect(findings.filter(({ holds }) => !holds)).toEqual([]);
  const found = Object.fromEntries(findings.map(each => [each.what, each.found]));
  expect(found).toMatchObject({
    '1-2-1: a²': '0.6, 0.65', '1-2-1: z³ from the printed a²': '-1.15', '1-2-1: δ³ from the printed a³': '-0.14',
    '1-2-1: ∂C/∂W³₁₁ from the printed δ³, a²': '-0.084', '1-2-1: δ²₁ from the printed δ³, a²': '-0.03', '1-2-1: ∂C/∂W²₁₁ from the printed δ²': '-0.03',
    '3-4-3: a² from the printed z²': '0.86, 0.87, 0.93, 0.8', '3-4-3: a³': '0.935, 0.854, 0.882', '3-4-3: δ²': '-0.002, -0.002, -0.001, -0.002',
    '3-4-3: δ³, within 1 %': '-0.00399638, -0.01826435, -0.01225505',
  });
  expect(findings).toHaveLength(36);
});
