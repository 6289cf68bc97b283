import * as z from 'zod/mini';
import { defineInitializer } from '../components/definition.ts';
import { scaledVariance } from './scaledVariance.ts';

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
  create: () => scaledVariance({ scale: 1, mode: 'fanAverage', distribution: 'uniform' }),
});
