import * as z from 'zod/mini';
import { defineDataSource } from '../../components/definition.ts';
import { withDefault } from '../../components/withDefault.ts';
import { classColumn, twoClassTarget } from '../classTarget.ts';
import { generatedOptions, generatedSource, noiseOption } from './generatedSource.ts';

/**
 * Two interleaving half circles, classes in turn.
 *
 *     class 0: x = (cos θ, sin θ) + noise·ε        class 1: x = (1 − cos θ, ½ − sin θ) + noise·ε        θ ~ U(0, π), ε ~ N(0, 1)
 *
 * Shapes: input [2]; target [1], 0 or 1, or as `target` says: `index` gives [], `oneHot` [2].
 */
export const twoMoons = defineDataSource({
  name: 'twoMoons',
  summary: 'two interleaving half circles',
  options: () => z.strictObject({ ...generatedOptions(200), noise: withDefault(noiseOption, 0.1), target: twoClassTarget }),
  create: ({ noise, target, ...options }) => generatedSource(options, () => ({
    name: 'twoMoons',
    draw(random, index) {
      const angle = Math.PI * random.uniform();
      const label = index % 2;
      const point = label === 0 ? [Math.cos(angle), Math.sin(angle)] : [1 - Math.cos(angle), 0.5 - Math.sin(angle)];
      return { inputs: point.map(coordinate => coordinate + noise * random.normal()), target: label };
    },
    targets: labels => classColumn(labels, { count: 2, form: target, source: 'twoMoons' }),
  })),
});
