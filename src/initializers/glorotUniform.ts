import { z } from 'zod';
import { defineInitializer } from '../components/definition.ts';
import { fillUniform } from './fill.ts';
import { fans } from './initializer.ts';

/**
 * Evenly spread with the variance 2 / (fan in + fan out), which carries signals forward and gradients back at about the same size.
 *
 *     w ~ U(−a, a), a = √(6 / (fan in + fan out))
 *
 * Source: Glorot, Bengio, "Understanding the difficulty of training deep feedforward neural networks" (2010), equation 16.
 */
export const glorotUniform = defineInitializer({
  name: 'glorotUniform',
  summary: 'w ~ U(−a, a), a = √(6 / (fan in + fan out))',
  options: () => z.strictObject({}),
  create: () => ({
    values(shape, random) {
      const { fanIn, fanOut } = fans(shape);
      const limit = Math.sqrt(6 / (fanIn + fanOut));
      return fillUniform(shape, random, -limit, limit);
    },
  }),
});
