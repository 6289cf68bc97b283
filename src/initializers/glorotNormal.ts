import { z } from 'zod';
import { defineInitializer } from '../components/definition.ts';
import { fillNormal } from './fill.ts';
import { fans } from './initializer.ts';

/**
 * Normally distributed with the variance of `glorotUniform`. It is not truncated; Keras' and tf.js's is, at two standard deviations.
 *
 *     w ~ N(0, 2 / (fan in + fan out))
 *
 * Source: Glorot, Bengio, "Understanding the difficulty of training deep feedforward neural networks" (2010), equation 12.
 */
export const glorotNormal = defineInitializer({
  name: 'glorotNormal',
  summary: 'w ~ N(0, 2 / (fan in + fan out))',
  options: () => z.strictObject({}),
  create: () => ({
    values(shape, random) {
      const { fanIn, fanOut } = fans(shape);
      return fillNormal(shape, random, 0, Math.sqrt(2 / (fanIn + fanOut)));
    },
  }),
});
