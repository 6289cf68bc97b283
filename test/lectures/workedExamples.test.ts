import { expect, it } from 'vitest';
import { lecture } from '../../examples/lectures/worked-examples/lecture.ts';
import { oneTwoOneExact } from '../../examples/lectures/worked-examples/slides.ts';
import { updated } from '../../examples/lectures/worked-examples/updated.ts';

it('prints every digit of the slides, and all digits of a computation without the framework', async () => {
  const { findings } = await lecture.run('typescript');
  expect(findings.filter(({ holds }) => !holds)).toEqual([]);
  const found = Object.fromEntries(findings.map(each => [each.what, each.found]));
  expect(found).toMatchObject({
    '1-2-1: a²': '0.6, 0.65', '1-2-1: z³ from the printed a²': '-1.15', '1-2-1: δ³ from the printed a³': '-0.14',
    '1-2-1: ∂C/∂W³₁₁ from the printed δ³, a²': '-0.084', '1-2-1: δ²₁ from the printed δ³, a²': '-0.03', '1-2-1: ∂C/∂W²₁₁ from the printed δ²': '-0.03',
    '3-4-3: a² from the printed z²': '0.86, 0.87, 0.93, 0.8', '3-4-3: a³': '0.935, 0.854, 0.882', '3-4-3: δ²': '-0.002, -0.002, -0.001, -0.002',
    '1-2-1: updated W²': '0.316719, 0.352238', '1-2-1: updated b²': '0.116719, 0.152238', '1-2-1: updated W³': '1.041662, -2.955070', '1-2-1: updated b³': '0.269588',
    '3-4-3: updated b²': '0.071034, 0.350833, 0.600452, 0.500851', '3-4-3: updated b³': '0.141998, 0.649132, 0.626128',
    '3-4-3: δ³, within 1 %': '-0.00399638, -0.01826435, -0.01225505',
  });
  expect(findings).toHaveLength(47);
});

it('holds the updated weights against the gradients by hand, not against those of the step itself', () => {
  const before = [{ kernel: [[0.3, 0.4]], bias: [0.1, 0.2] }, { kernel: [[1], [-3]], bias: [0.2] }];
  const findings = updated('1-2-1', before, oneTwoOneExact, before);
  expect(findings.map(({ what, notes, found, holds }) => [what, notes, found, holds])).toEqual([
    ['1-2-1: updated W²', '0.316719, 0.352238', '0.300000, 0.400000', false], ['1-2-1: updated b²', '0.116719, 0.152238', '0.100000, 0.200000', false],
    ['1-2-1: updated W³', '1.041662, -2.955070', '1.000000, -3.000000', false], ['1-2-1: updated b³', '0.269588', '0.200000', false],
  ]);
});
