import * as z from 'zod/mini';
import { defineDataSource } from '../../components/definition.ts';
import { withDefault } from '../../components/withDefault.ts';
import { classColumn, twoClassTarget } from '../classTarget.ts';
import { generatedOptions, generatedSource, noiseOption } from './generatedSource.ts';

/**
 * Two circles around the origin, classes in turn: 0 on the outer one, of radius 1, and 1 on the inner one.
 *
 *     x = r·(cos θ, sin θ) + noise·ε        r = 1 or `radius`, θ ~ U(0, 2π), ε ~ N(0, 1)
 *
 * `radius` in (0, 1) is that of the inner circle.
 * Shapes: input [2]; target [1], 0 or 1, or as `target` says: `index` gives [], `oneHot` [2].
 */
export const circles = defineDataSource({
  name: 'circles',
  summary: 'two circles, one inside the other',
  options: () => z.strictObject({
    ...generatedOptions(200),
    noise: withDefault(noiseOption, 0.1),
    /** The radius of the inner circle. */
    radius: withDefault(z.number().check(z.gt(0), z.lt(1)), 0.5),
    target: twoClassTarget,
  }),
  create: ({ noise, radius, target, ...options }) => generatedSource(options, () => ({
    name: 'circles',
    draw(random, index) {
      const angle = 2 * Math.PI * random.uniform();
      const label = index % 2;
      const own = label === 0 ? 1 : radius;
      return { inputs: [Math.cos(angle), Math.sin(angle)].map(coordinate => own * coordinate + noise * random.normal()), target: label };
    },
    targets: labels => classColumn(labels, { count: 2, form: target, source: 'circles' }),
  })),
});
