import { svgOf } from 'chainrule/charts';
import { expect, it } from 'vitest';
import { lecture } from '../../examples/lectures/chain-rule/lecture.ts';
import { pathsFrom } from '../../examples/lectures/chain-rule/paths.ts';

it('has for every weight the gradient of the sum over paths, of the recursion and of the matrix form, under both signs', async () => {
  const { findings, figures } = await lecture.run('typescript');
  expect(findings.filter(({ holds }) => !holds)).toEqual([]);
  expect(findings).toHaveLength(18);
  expect(findings.map(({ what }) => what)).toContain('δ1 of the ascent, from δ3 = (y − ŷ) σ′(z3), is −δ1 of the descent');
  const chart = figures['paths-of-one-weight'];
  if (chart === undefined || typeof chart === 'string') throw new Error('the paths are not drawn');
  expect(svgOf(chart)).toContain('through unit 3 of layer 2');
});

it('finds each path once: 3 from a unit of the first layer, 1 from the output', () => {
  const unit = { kernel: [[1, 1, 1], [1, 1, 1]], bias: [0, 0, 0] };
  const weights = [{ kernel: [[1, 1]], bias: [0, 0] }, unit, { kernel: [[1], [1], [1]], bias: [0] }];
  const activations = [[1], [0.5, 0.5], [0.5, 0.5, 0.5], [0.5]];
  expect(pathsFrom(weights, activations, 1, 1)).toEqual([0, 1, 2].map(middle => ({ units: [1, middle, 0], product: 0.25 ** 3 })));
  expect(pathsFrom(weights, activations, 3, 0)).toEqual([{ units: [0], product: 0.25 }]);
});
