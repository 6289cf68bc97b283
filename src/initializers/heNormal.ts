import { z } from 'zod';
import { defineInitializer } from '../components/definition.ts';
import { fillNormal } from './fill.ts';
import { fans } from './initializer.ts';

/**
 * Normally distributed with the variance of `heUniform`. It is not truncated; Keras' and tf.js's is, at two standard deviations.
 *
 *     w ~ N(0, 2 / fan in)
 *
 * Source: He, Zhang, Ren, Sun, "Delving deep into rectifiers" (2015), equation 10.
 */
export const heNormal = defineInitializer({
  name: 'heNormal',
  summary: 'w ~ N(0, 2 / fan in)',
  options: () => z.strictObject({}),
  create: () => ({
    values: (shape, random) => fillNormal(shape, random, 0, Math.sqrt(2 / fans(shape).fanIn)),
  }),
});
