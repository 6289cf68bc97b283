import { expect, it } from 'vitest';
import { lecture } from '../../examples/lectures/batch-gradient-descent/lecture.ts';

it('has the same weights in loops, in matrices and by the framework, and a loss that falls at every step of a small rate', async () => {
  const { findings, figures } = await lecture.run('typescript');
  expect(findings.filter(({ holds }) => !holds)).toEqual([]);
  expect(findings.map(({ what, found }) => `${what}: ${found}`)).toEqual(expect.arrayContaining([
    'without regularisation, α = 0.5, 300 steps on typescript: 0 rises, 0.0971 → 0.0129', 'with regularisation, α = 0.5, 300 steps on typescript: 0 rises, 0.108 → 0.0236',
  ]));
  expect(findings).toHaveLength(10);
  expect(Object.keys(figures)).toEqual(['loss-at-every-step', 'rate-too-large']);
});
