import * as z from 'zod/mini';
import { defineDataSource } from '../../components/definition.ts';
import { withDefault } from '../../components/withDefault.ts';
import { classColumn, classTarget } from '../classTarget.ts';
import { generatedOptions, generatedSource, noiseOption } from './generatedSource.ts';

/**
 * Arms of a spiral around the origin, a class each, in turn.
 *
 *     x = s·(cos φ, sin φ) + noise·ε        φ = 2π·(k / arms + turns·s), s ~ U(0, 1), ε ~ N(0, 1), k the class
 *
 * Shapes: input [2]; target [], the class index, or [arms] with `target: oneHot`.
 */
export const spirals = defineDataSource({
  name: 'spirals',
  summary: 'arms of a spiral, a class each',
  options: () => z.strictObject({
    ...generatedOptions(300),
    /** Arms, each a class. */
    arms: withDefault(z.int().check(z.gte(2)), 3),
    /** Turns of an arm around the origin. */
    turns: withDefault(z.number().check(z.positive()), 1),
    noise: withDefault(noiseOption, 0.02),
    target: classTarget,
  }),
  create: ({ arms, turns, noise, target, ...options }) => generatedSource(options, () => ({
    name: 'spirals',
    draw(random, index) {
      const label = index % arms;
      const distance = random.uniform();
      const angle = 2 * Math.PI * (label / arms + turns * distance);
      return { inputs: [Math.cos(angle), Math.sin(angle)].map(coordinate => distance * coordinate + noise * random.normal()), target: label };
    },
    targets: labels => classColumn(labels, { count: arms, form: target, source: 'spirals' }),
  })),
});
