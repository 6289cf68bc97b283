import * as z from 'zod/mini';
import { defineDataSource } from '../../components/definition.ts';
import { withDefault } from '../../components/withDefault.ts';
import { classColumn, twoClassTarget } from '../classTarget.ts';
import { generatedOptions, generatedSource, noiseOption } from './generatedSource.ts';

/**
 * Exclusive or: the corners of the unit square in turn. Without noise, the first four samples are the truth table.
 *
 *     x = (a, b) + noise·ε        a, b ∈ {0, 1}, ε ~ N(0, 1)        t = [a ≠ b]
 *
 * Shapes: input [2]; target [1], 0 or 1, or as `target` says: `index` gives [], `oneHot` [2].
 * Source: Minsky, Papert, "Perceptrons" (1969).
 */
export const xor = defineDataSource({
  name: 'xor',
  summary: 'exclusive or of two inputs, with noise as an option',
  options: () => z.strictObject({ ...generatedOptions(4), noise: withDefault(noiseOption, 0), target: twoClassTarget }),
  create: ({ noise, target, ...options }) => generatedSource(options, () => ({
    name: 'xor',
    draw(random, index) {
      const [a, b] = [(index >> 1) & 1, index & 1];
      return { inputs: [a, b].map(corner => corner + noise * random.normal()), target: a ^ b };
    },
    targets: labels => classColumn(labels, { count: 2, form: target, source: 'xor' }),
  })),
});
